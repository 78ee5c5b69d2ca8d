#pragma once
/// What a Server is told: where and within which limits it serves, and who answers.

#include "exchange.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace pawl::tools::http_server {

struct ServerOptions {
  std::string host = "127.0.0.1";    ///< an address to listen on
  std::uint16_t port = 0;            ///< 0: one that is free
  std::string certificate{}, key{};  ///< files of PEM; both or none: TLS
  std::size_t threads = 2;           ///< that run the handler
  /// Beyond it, the connection that has been idle longest is closed; where none is idle: 503.
  std::size_t most_connections = 256;
  std::size_t most_streams = 0;                        ///< beyond: 503; part of the connections
  std::size_t largest_body = std::size_t{4} << 20;     ///< bytes; beyond: 413
  std::size_t largest_header = std::size_t{16} << 10;  ///< bytes; beyond: 431
  std::chrono::milliseconds patience{10'000};   ///< for a whole request to come, a response to go
  std::chrono::milliseconds heartbeat{15'000};  ///< after which a stream without events says so
  std::chrono::milliseconds grace{10'000};      ///< for running requests to end once stopped
};

/// Called from several threads at a time. What `answer` throws becomes a refusal with 500.
struct Handler {
  std::function<Answer(const Request&)> answer;  ///< never nullptr
  /// For what never became a request: status and reason.
  std::function<Response(unsigned, std::string_view)> refuse;
};

}  // namespace pawl::tools::http_server
