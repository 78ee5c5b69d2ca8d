#pragma once
/// A Session is what one client asks over its Connection, and what it is answered. Costly to
/// include: for the server's own files only.

#include "connections.hpp"
#include "events.hpp"
#include "message.hpp"
#include "server_options.hpp"
#include "workers.hpp"

#include <string_view>

namespace pawl::tools::http_server {

/// What all sessions of a server share.
struct SharedBySessions {
  const ServerOptions& options;
  const Handler& handler;
  Connections& connections;
  Events& events;
  Workers& workers;
  const bool& is_stopping;  ///< the server takes no more requests
};

/// Limits, and what is said beyond them, are those of ServerOptions.
class Session {
 public:
  Session(Connection& connection, const SharedBySessions& shared)
      : connection_(connection), shared_(shared) {}

  /// Until the client goes, is refused or has its last answer.
  net::awaitable<void> run();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

  net::awaitable<bool> greet();
  net::awaitable<bool> exchange();
  net::awaitable<error_code> receive(Parser& parser);
  net::awaitable<void> complain(error_code failure);
  net::awaitable<Answer> answered(Request request);
  net::awaitable<bool> send(const Response& response, bool keep_alive, bool head);
  net::awaitable<void> stream(const Response& response);
  net::awaitable<bool> write(std::string_view bytes);
  net::awaitable<void> refuse(unsigned status, std::string_view reason);

  Connection& connection_;
  const SharedBySessions& shared_;
};

}  // namespace pawl::tools::http_server
