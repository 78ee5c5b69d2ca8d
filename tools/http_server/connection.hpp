#pragma once
/// A Connection is a client's socket, with TLS over it or without.

#include "asio.hpp"

#include <boost/asio/ssl/stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>

#include <optional>
#include <utility>

namespace pawl::tools::http_server {

struct Connection {
  /// With TLS where there is a context.
  Connection(tcp::socket socket, std::optional<net::ssl::context>& context)
      : stream(std::move(socket)) {
    if (context) tls.emplace(stream, *context);
  }
  /// What `operation` does with the stream, or with TLS over it.
  template <typename Operation>
  auto over(Operation operation) {
    return tls ? operation(*tls) : operation(stream);
  }

  boost::beast::tcp_stream stream;
  std::optional<net::ssl::stream<boost::beast::tcp_stream&>> tls;
  boost::beast::flat_buffer received;
  bool between_requests = true;
  bool is_let_in = true;  ///< or else to be refused: there was no room
};

}  // namespace pawl::tools::http_server
