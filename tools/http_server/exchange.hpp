#pragma once
/// An HTTP exchange is one request and the response to it, free of sockets.

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pawl::tools::http_server {

/// Names are in lower case.
using Headers = std::vector<std::pair<std::string, std::string>>;

struct Request {
  std::string method;  ///< "POST"; HEAD comes as "GET", its body is left out when sending
  std::string path;    ///< "/healthz", without the query, as it was sent
  std::string body{};
  std::string query{};  ///< "limit=10&offset=20", as it was sent
  Headers headers{};    ///< "host" as the request's target has it, where that is a whole URL
};

struct Response {
  unsigned status = 200;
  std::string body{};
  std::string content_type = "application/json";
  std::vector<std::pair<std::string, std::string>> headers{};
  /// The body is the beginning of a stream of server-sent events that stays open: each
  /// Server::publish goes on with it.
  bool is_stream = false;
};

/// Shared, since the same response may be on its way to many clients.
using Answer = std::shared_ptr<const Response>;

}  // namespace pawl::tools::http_server
