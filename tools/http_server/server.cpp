#include "server.hpp"

#include "baselines/error.hpp"
#include "message.hpp"
#include "tls.hpp"
#include "tools/refused_threads.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include <array>
#include <csignal>
#include <exception>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace pawl::tools::http_server {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

constexpr auto as_result = net::as_tuple(net::use_awaitable);
using Parser = http::request_parser<http::string_body>;
using Bytes = http::span_body<const char>;

/// How long a refused client may go on sending what nobody reads, so that it sees the refusal:
/// closing at once would reset the connection.
constexpr std::chrono::seconds linger{2};

struct Connection {
  Connection(tcp::socket socket, std::optional<net::ssl::context>& context)
      : stream(std::move(socket)) {
    if (context) tls.emplace(stream, *context);
  }
  /// What `operation` does with the stream, or with TLS over it.
  template <typename Operation>
  auto over(Operation operation) {
    return tls ? operation(*tls) : operation(stream);
  }
  beast::tcp_stream stream;
  std::optional<net::ssl::stream<beast::tcp_stream&>> tls;
  beast::flat_buffer received;
  bool between_requests = true;
  bool is_let_in = true;              ///< or else to be refused: there was no room
  net::steady_timer* news = nullptr;  ///< what a stream waits for
};

/// Connections that have not sent a whole request yet, in the order in which that began.
struct Idle {
  std::map<std::size_t, Connection*> connections;
  std::size_t times = 0;  ///< so far
};

/// While it exists, the connection is among the idle ones, which may be closed to make room.
class IdleTime {
 public:
  IdleTime(Idle& idle, Connection& connection) : idle_(idle), number_(idle.times++) {
    if (connection.is_let_in) idle_.connections.emplace(number_, &connection);
  }
  ~IdleTime() { idle_.connections.erase(number_); }
  IdleTime(const IdleTime&) = delete;
  IdleTime& operator=(const IdleTime&) = delete;

 private:
  Idle& idle_;
  std::size_t number_;
};

/// Threads that do what is posted to them. asio's own pool hangs when the system refuses it a
/// thread. This one delegates to another constructor first, so that what is then thrown calls the
/// destructor, which ends the threads there are.
class Workers {
 public:
  explicit Workers(std::size_t count) : Workers() {
    try {
      while (threads_.size() < count) threads_.emplace_back([this] { context_.run(); });
    } catch (const std::system_error& error) {
      throw refused_threads("server", count, threads_.size(), error, "run fewer threads");
    }
  }
  ~Workers() { context_.stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  net::io_context& context() { return context_; }
  /// Returns once all that was posted is done.
  void join() {
    work_.reset();
    threads_.clear();
  }

 private:
  Workers() = default;

  net::io_context context_;
  net::executor_work_guard<net::io_context::executor_type> work_{context_.get_executor()};
  std::vector<std::jthread> threads_;  // go first
};

}  // namespace

class Server::Implementation {
 public:
  Implementation(const ServerOptions& options, Handler handler);
  /// Timers and signals go before the connections that are left, which must not touch them then.
  ~Implementation() { stopping_ = false; }

  const tcp::endpoint& endpoint() const { return endpoint_; }
  std::string url() const {
    std::ostringstream url;
    url << (tls_ ? "https://" : "http://") << endpoint_;
    return url.str();
  }
  void stop_on_signals();
  void run();
  void stop();
  void publish(std::string event);

 private:
  void listen();
  void stop_here();
  void wake_streams();
  void end_when_idle();
  bool has_room();

  net::awaitable<void> accept();
  net::awaitable<void> serve(tcp::socket socket);
  net::awaitable<bool> exchange(Connection& connection);
  net::awaitable<bool> is_greeted(Connection& connection);
  net::awaitable<error_code> receive(Connection& connection, Parser& parser);
  net::awaitable<Answer> answered(Request request);
  net::awaitable<bool> send(Connection& connection, const Response& response, bool keep_alive,
                            bool head);
  net::awaitable<void> stream(Connection& connection, const Response& response);
  net::awaitable<bool> write(Connection& connection, std::string_view bytes);
  net::awaitable<void> refuse(Connection& connection, unsigned status, std::string_view reason);

  ServerOptions options_;
  Handler handler_;
  std::optional<net::ssl::context> tls_;
  std::set<Connection*> connections_;  // outlives io_, whose end destroys what coroutines hold
  Idle idle_;                          // so does this
  bool stopping_ = false;
  std::size_t streams_ = 0;
  std::string latest_event_;
  std::size_t events_ = 0;  // published so far
  Workers workers_;
  net::io_context io_{1};
  tcp::acceptor acceptor_{io_};
  tcp::endpoint endpoint_;  // where it listens, also once it has stopped
  net::signal_set signals_{io_};
  net::steady_timer grace_{io_};
};

Server::Implementation::Implementation(const ServerOptions& options, Handler handler)
    : options_(options), handler_(std::move(handler)), workers_(options.threads) {
  if (!options.certificate.empty()) tls_ = tls_context(options.certificate, options.key);
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
                               ": cannot be listened on: " + error.code().message() +
                               "; --port 0 takes one that is free");
  }
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
  net::post(io_, [this, event = std::move(event)]() mutable {
    latest_event_ = std::move(event);
    ++events_;
    wake_streams();
  });
}

void Server::Implementation::wake_streams() {
  for (Connection* connection : connections_)
    if (connection->news != nullptr) connection->news->cancel();
}

void Server::Implementation::stop_here() {
  stopping_ = true;
  error_code ignored;
  acceptor_.close(ignored);
  for (Connection* connection : connections_)
    if (connection->between_requests) connection->stream.cancel();
  wake_streams();
  grace_.expires_after(options_.grace);
  grace_.async_wait([this](const error_code& failure) {
    if (!failure) io_.stop();
  });
  end_when_idle();
}

/// Without the timer and the signals nothing is left that keeps run() from returning.
void Server::Implementation::end_when_idle() {
  if (!stopping_ || !connections_.empty()) return;
  grace_.cancel();
  signals_.cancel();
}

net::awaitable<void> Server::Implementation::accept() {
  while (!stopping_) {
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
  struct Registration {
    Registration(Implementation& server, Connection& c) : server_(server), connection_(c) {
      server_.connections_.insert(&connection_);
    }
    ~Registration() {
      server_.connections_.erase(&connection_);
      server_.end_when_idle();
    }
    Implementation& server_;
    Connection& connection_;
  } const registration(*this, connection);

  connection.is_let_in = has_room();
  if (!connection.is_let_in && connections_.size() > 2 * options_.most_connections)
    co_return;  // not even a refusal
  if (!co_await is_greeted(connection)) co_return;
  if (!connection.is_let_in) {
    co_await refuse(connection, 503, "too many connections; try again in a second");
    co_return;
  }
  while (co_await exchange(connection)) connection.between_requests = true;
}

/// Whether there is room for the latest connection. Where there is none, the one that has been idle
/// longest is closed: sockets that are merely held open, which takes no token, lock nobody out.
bool Server::Implementation::has_room() {
  if (connections_.size() <= options_.most_connections) return true;
  if (idle_.connections.empty()) return false;
  const auto longest = idle_.connections.begin();
  longest->second->stream.close();
  idle_.connections.erase(longest);
  return true;
}

/// The handshake, where there is TLS; within `patience`, as a request.
net::awaitable<bool> Server::Implementation::is_greeted(Connection& connection) {
  if (!connection.tls) co_return true;
  const IdleTime idle(idle_, connection);
  connection.stream.expires_after(options_.patience);
  auto [failure] =
      co_await connection.tls->async_handshake(net::ssl::stream_base::server, as_result);
  co_return !failure && !stopping_;
}

/// One request and its response; whether the connection can take another.
net::awaitable<bool> Server::Implementation::exchange(Connection& connection) {
  Parser parser;
  const error_code failure = co_await receive(connection, parser);
  if (failure) {
    const bool is_idle = connection.between_requests && connection.received.size() == 0;
    if (failure == beast::error::timeout && !is_idle)
      handler_.refuse(408, "");  // counted; the socket is closed
    if (const auto said = complaint(failure))
      co_await refuse(connection, said->first, said->second);
    co_return false;
  }
  auto& message = parser.get();
  if (const auto hosts = message.count(http::field::host);
      hosts > 1 || (hosts == 0 && message.version() >= 11)) {  // RFC 9112, section 3.2
    co_await refuse(connection, 400, "expected one Host header");
    co_return false;
  }
  const bool head = message.method() == http::verb::head;
  const bool keep_alive = message.keep_alive();
  const Answer answer = co_await answered(request_of(message));
  if (answer->is_stream && !head) {
    co_await stream(connection, *answer);
    co_return false;
  }
  co_return co_await send(connection, *answer, keep_alive && !stopping_, head);
}

/// Events, until the client or the server goes. What comes while one is being sent is coalesced.
net::awaitable<void> Server::Implementation::stream(Connection& connection,
                                                    const Response& response) {
  if (streams_ >= options_.most_streams) {
    co_await refuse(connection, 503, "too many streams; try again in a second");
    co_return;
  }
  struct Registration {
    Registration(std::size_t& s, Connection& c, net::steady_timer& news)
        : streams_(s), connection_(c) {
      ++streams_;
      connection_.news = &news;
    }
    ~Registration() {
      --streams_;
      connection_.news = nullptr;
    }
    std::size_t& streams_;
    Connection& connection_;
  };
  net::steady_timer news(io_);
  const Registration registration(streams_, connection, news);
  std::size_t seen = events_;
  bool open = co_await write(connection, stream_head(response) + response.body);
  while (open && !stopping_) {
    if (seen == events_) {
      news.expires_after(options_.heartbeat);
      co_await news.async_wait(as_result);
    }
    if (stopping_) break;
    const std::string next = seen == events_ ? ": still here\n\n" : latest_event_;
    seen = events_;
    open = co_await write(connection, next);
  }
}

net::awaitable<bool> Server::Implementation::write(Connection& connection, std::string_view bytes) {
  connection.stream.expires_after(options_.patience);
  auto [failure, size] = co_await connection.over(
      [&](auto& s) { return net::async_write(s, net::buffer(bytes), as_result); });
  connection.stream.expires_never();
  co_return !failure;
}

/// The whole request within `patience`, so that a client that sends a byte now and then cannot
/// stay.
net::awaitable<error_code> Server::Implementation::receive(Connection& connection, Parser& parser) {
  const IdleTime idle(idle_, connection);
  parser.header_limit(static_cast<std::uint32_t>(options_.largest_header));
  parser.body_limit(options_.largest_body);
  beast::tcp_stream& stream = connection.stream;
  stream.expires_after(options_.patience);
  if (stopping_) co_return http::error::end_of_stream;
  auto [failure, size] = co_await connection.over(
      [&](auto& s) { return http::async_read_header(s, connection.received, parser, as_result); });
  if (failure) co_return failure;
  connection.between_requests = false;
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    const http::response<http::empty_body> go_on(http::status::continue_, 11);
    auto [unsent, sent] =
        co_await connection.over([&](auto& s) { return http::async_write(s, go_on, as_result); });
    if (unsent) co_return unsent;
  }
  auto [rest_failure, rest] = co_await connection.over(
      [&](auto& s) { return http::async_read(s, connection.received, parser, as_result); });
  co_return rest_failure;
}

/// The handler's response, computed by a worker.
net::awaitable<Answer> Server::Implementation::answered(Request request) {
  const auto compute = [this, &request]() -> net::awaitable<Answer> {
    try {
      co_return handler_.answer(request);
    } catch (const std::exception&) {
      co_return std::make_shared<const Response>(handler_.refuse(500, "internal error"));
    }
  };
  co_return co_await net::co_spawn(workers_.context(), compute, net::use_awaitable);
}

/// The body is sent from where it is: a copy for each client that does not read would fill the
/// memory.
net::awaitable<bool> Server::Implementation::send(Connection& connection, const Response& response,
                                                  bool keep_alive, bool head) {
  http::response<Bytes> message(http::int_to_status(response.status), 11);
  message.set(http::field::date, http_date());
  message.set(http::field::content_type, response.content_type);
  message.set(http::field::cache_control, "no-store");
  message.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep_alive);
  if (response.status != 304) message.content_length(response.body.size());
  if (!head) message.body() = {response.body.data(), response.body.size()};
  connection.stream.expires_after(options_.patience);
  http::response_serializer<Bytes> serializer(message);
  auto [failure, size] = co_await connection.over([&](auto& s) {
    return head ? http::async_write_header(s, serializer, as_result)
                : http::async_write(s, serializer, as_result);
  });
  co_return !failure && keep_alive;
}

/// Says no, ends the connection, and reads on for a while (see linger).
net::awaitable<void> Server::Implementation::refuse(Connection& connection, unsigned status,
                                                    std::string_view reason) {
  const IdleTime idle(idle_, connection);
  Response response = handler_.refuse(status, reason);
  if (status == 503) response.headers = {{"Retry-After", "1"}};
  co_await send(connection, response, false, false);
  error_code failure;
  connection.stream.socket().shutdown(tcp::socket::shutdown_send, failure);
  connection.stream.expires_after(linger);
  std::array<char, 4096> unread{};
  while (!failure) {
    auto [end, size] = co_await connection.stream.async_read_some(net::buffer(unread), as_result);
    failure = end;
  }
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
