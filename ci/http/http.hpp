#pragma once
/// Http sends one request and yields its answer. The real one is CurlHttp; tests answer from a
/// table. Trying again is left to `retry`.

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

/// Whether there is a response, with that status.
bool has_status(const Answer& answer, int status);

/// The answer; success where what it is about is not there any more (404), and so nothing is left
/// to be done about it.
Answer done_if_gone(Answer answer);

/// The header's value, its name compared without case; empty when absent.
std::string header(const Headers& headers, std::string_view name);

/// The request's URL as it may be shown: only its origin when the rest is secret.
std::string shown_url(const Request& request);

class Http {
 public:
  Http() = default;
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  virtual ~Http() = default;
  virtual Answer send(const Request& request) = 0;
};

}  // namespace pawl::ci
