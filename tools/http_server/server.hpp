#pragma once
/// A Server brings HTTP requests from sockets to a handler and its responses back. One thread holds
/// all sockets, others run the handler, so that a slow client costs no thread and a slow handler no
/// connection.

#include "server_options.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace pawl::tools::http_server {

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
