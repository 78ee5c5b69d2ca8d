#pragma once
/// Http sends one request and yields the response. The real one is CurlHttp; tests answer from a
/// table. Retrying is not its business but that of `deliver` (retry.hpp).

#include "baselines/result.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pawl::ci {

using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  ///< "GET", "POST", "PATCH", "PUT", "DELETE"
  std::string url;
  Headers headers;
  std::string body;
};

struct Response {
  int status = 0;
  Headers headers;
  std::string body;
};

/// The header's value, its name compared without case; empty when absent.
std::string header(const Headers& headers, const std::string& name);

class Http {
 public:
  Http() = default;
  Http(const Http&) = delete;
  Http& operator=(const Http&) = delete;
  virtual ~Http() = default;
  /// Any status is a response. An Error (Fault::remote) means that no whole response came: it may
  /// or may not have been carried out.
  virtual Result<Response> send(const Request& request) = 0;
};

}  // namespace pawl::ci
