#pragma once
/// An HTTP exchange is one request and the response to it, free of sockets.

#include <string>
#include <utility>
#include <vector>

namespace pawl::tools::trust_token {

struct Request {
  std::string method;  ///< "POST"; HEAD comes as "GET", its body is left out when sending
  std::string path;    ///< "/healthz", without the query
  std::string body{};
};

struct Response {
  unsigned status = 200;
  std::string body{};
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers{};
};

}  // namespace pawl::tools::trust_token
