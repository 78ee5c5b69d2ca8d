#pragma once
/// A Server brings HTTP requests from sockets to a handler and its responses back. One thread holds
/// all sockets, others run the handler, so that a slow client costs no thread and a slow handler no
/// connection.

#include "exchange.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
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

class Server {
 public:
  /// Listens from here on. Error (Fault::usage) when the host is no address, (Fault::io) when it
  /// cannot be listened on or a thread is refused.
  Server(const ServerOptions& options, Handler handler);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  std::uint16_t port() const;
  /// Where it listens: "http://127.0.0.1:8080", "https://[::1]:8443".
  std::string url() const;

  /// Makes SIGTERM and SIGINT call stop().
  void stop_on_signals();
  /// Serves until stop(), then lets running requests end, for as long as `grace`.
  void run();
  /// From any thread: sends `event` ("event: x\ndata: …\n\n") to all open streams. A client too
  /// slow for all of them gets the latest only.
  void publish(std::string event);
  /// From any thread: no new connections, no new requests.
  void stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace pawl::tools::http_server
