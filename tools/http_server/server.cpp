#include "server.hpp"

#include "baselines/error.hpp"
#include "session.hpp"
#include "tls.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>

#include <csignal>
#include <optional>
#include <sstream>
#include <utility>

namespace pawl::tools::http_server {

namespace {

/// Where an address cannot be listened on.
std::string way_out_of(const boost::system::error_code& failure) {
  using namespace boost::system::errc;
  if (failure == address_not_available || failure == address_family_not_supported)
    return "--host takes an address of this machine";
  if (failure == permission_denied) return "--port takes one that this user may have";
  return "--port 0 takes one that is free";
}

}  // namespace

class Server::Implementation {
 public:
  Implementation(const ServerOptions& options, Handler handler);
  /// Timers and signals go before the connections that are left, which must not touch them then.
  ~Implementation() { is_stopping_ = false; }

  const tcp::endpoint& endpoint() const { return endpoint_; }
  std::string url() const;
  void stop_on_signals();
  void run();
  void stop();
  void publish(std::string event);

 private:
  void listen();
  void stop_here();
  void end_when_idle();
  net::awaitable<void> accept();
  net::awaitable<void> serve(tcp::socket socket);

  const ServerOptions options_;
  const Handler handler_;
  std::optional<net::ssl::context> tls_;
  bool is_stopping_ = false;
  // These outlive io_, whose end destroys what coroutines hold.
  Connections connections_{options_.most_connections, [this] { end_when_idle(); }};
  Events events_;
  Workers workers_{options_.threads};
  const SharedBySessions shared_{options_, handler_, connections_, events_, workers_, is_stopping_};
  net::io_context io_{1};
  tcp::acceptor acceptor_{io_};
  tcp::endpoint endpoint_;  // where it listens, also once it has stopped
  net::signal_set signals_{io_};
  net::steady_timer grace_{io_};
};

Server::Implementation::Implementation(const ServerOptions& options, Handler handler)
    : options_(options), handler_(std::move(handler)) {
  if (!options_.certificate.empty()) tls_ = tls_context(options_.certificate, options_.key);
  listen();
}

void Server::Implementation::listen() {
  error_code failure;
  const auto address = net::ip::make_address(options_.host, failure);
  if (failure)
    throw Error(Fault::usage,
                "--host: expected an address such as 127.0.0.1, found \"" + options_.host + "\"");
  const tcp::endpoint endpoint(address, options_.port);
  try {
    acceptor_.open(endpoint.protocol());
    acceptor_.set_option(net::socket_base::reuse_address(true));
    acceptor_.bind(endpoint);
    acceptor_.listen();
    endpoint_ = acceptor_.local_endpoint();
  } catch (const boost::system::system_error& error) {
    throw Error(Fault::io, options_.host + ":" + std::to_string(options_.port) +
                               ": cannot be listened on: " + error.code().message() + "; " +
                               way_out_of(error.code()));
  }
}

std::string Server::Implementation::url() const {
  std::ostringstream url;
  url << (tls_ ? "https://" : "http://") << endpoint_;
  return url.str();
}

void Server::Implementation::stop_on_signals() {
  signals_.add(SIGINT);
  signals_.add(SIGTERM);
  signals_.async_wait([this](const error_code& failure, int) {
    if (!failure) stop_here();
  });
}

void Server::Implementation::run() {
  net::co_spawn(io_, accept(), net::detached);
  io_.run();
  workers_.join();
}

void Server::Implementation::stop() {
  net::post(io_, [this] { stop_here(); });
}

void Server::Implementation::publish(std::string event) {
  net::post(io_, [this, event = std::move(event)]() mutable { events_.publish(std::move(event)); });
}

void Server::Implementation::stop_here() {
  is_stopping_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  connections_.cancel_waiting();
  events_.wake();
  grace_.expires_after(options_.grace);
  grace_.async_wait([this](const error_code& failure) {
    if (!failure) io_.stop();
  });
  end_when_idle();
}

/// Without the timer and the signals nothing is left that keeps run() from returning.
void Server::Implementation::end_when_idle() {
  if (!is_stopping_ || !connections_.empty()) return;
  grace_.cancel();
  signals_.cancel();
}

net::awaitable<void> Server::Implementation::accept() {
  while (!is_stopping_) {
    auto [failure, socket] = co_await acceptor_.async_accept(as_result);
    if (failure == net::error::operation_aborted) co_return;
    if (!failure) {
      net::co_spawn(io_, serve(std::move(socket)), net::detached);
      continue;
    }
    net::steady_timer pause(io_, std::chrono::milliseconds(50));  // no descriptor left, say
    co_await pause.async_wait(as_result);
  }
}

net::awaitable<void> Server::Implementation::serve(tcp::socket socket) {
  Connection connection(std::move(socket), tls_);
  const Connections::Membership membership(connections_, connection);
  connections_.let_in(connection);
  Session session(connection, shared_);
  co_await session.run();
}

Server::Server(const ServerOptions& options, Handler handler)
    : implementation_(std::make_unique<Implementation>(options, std::move(handler))) {}
Server::~Server() = default;
std::uint16_t Server::port() const {
  return implementation_->endpoint().port();
}
std::string Server::url() const {
  return implementation_->url();
}
void Server::stop_on_signals() {
  implementation_->stop_on_signals();
}
void Server::run() {
  implementation_->run();
}
void Server::publish(std::string event) {
  implementation_->publish(std::move(event));
}
void Server::stop() {
  implementation_->stop();
}

}  // namespace pawl::tools::http_server
