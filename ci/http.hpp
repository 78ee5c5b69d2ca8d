#pragma once
/// Http sends one request and yields its answer. The real one is CurlHttp; tests answer from a
/// table. Trying again is not its business but that of `retry`.

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pawl::ci {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  ///< "GET", "POST", "PATCH", "PUT", "DELETE"
  std::string url;
  Headers headers{};
  std::string body{};
  bool url_is_secret = false;  ///< who knows it may write there, as with Slack's webhooks
};

struct Response {
  int status = 0;
  Headers headers{};
  std::string body{};
};

/// No whole response came.
struct NoResponse {
  std::string reason;         ///< "api.github.com: could not connect to server"; never a secret
  bool may_be_done = true;    ///< the request was sent, at least in part
  bool worth_a_retry = true;  ///< false when it would fail alike for ever (a certificate, a URL)
};

/// Any status is a Response.
using Answer = std::variant<Response, NoResponse>;

/// Whether there is a response, with a status of success.
bool is_success(const Answer& answer);

/// The header's value, its name compared without case; empty when absent.
std::string header(const Headers& headers, std::string_view name);

/// What is shown of a URL that may not be what it seems.
constexpr std::string_view no_origin = "***";

/// "https://api.github.com" of a URL (with its port where one is given), as libcurl reads it: what
/// may be shown of it at any time. no_origin where libcurl refuses it, or where an @ follows: what
/// reads as its host may then be the beginning of a password with a raw slash.
std::string origin(std::string_view url);

/// Whether both are read, and lead to the same scheme, host and port.
bool same_origin(std::string_view a, std::string_view b);

/// The request's URL as it may be shown: only its origin when the rest is secret.
std::string shown_url(const Request& request);

/// Whether a secret may be sent there: by https, or by http to this machine itself.
bool keeps_secrets(std::string_view url);

class Http {
 public:
  Http() = default;
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  virtual ~Http() = default;
  virtual Answer send(const Request& request) = 0;
};

}  // namespace pawl::ci
