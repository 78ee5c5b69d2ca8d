#include "session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <chrono>
#include <exception>
#include <memory>
#include <string>
#include <utility>

namespace pawl::tools::http_server {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;
using Bytes = http::span_body<const char>;

/// How long a refused client may go on sending what nobody reads, so that it sees the refusal:
/// closing at once would reset the connection.
constexpr std::chrono::seconds linger{2};

/// RFC 9112, section 3.2.
bool has_one_host(const http::request<http::string_body>& message) {
  const auto hosts = message.count(http::field::host);
  return hosts == 1 || (hosts == 0 && message.version() < 11);
}

/// Its body stays where it is: a copy for each client that does not read would fill the memory.
http::response<Bytes> message_of(const Response& response, bool keep_alive) {
  http::response<Bytes> message(http::int_to_status(response.status), 11);
  message.set(http::field::date, http_date());
  message.set(http::field::content_type, response.content_type);
  message.set(http::field::cache_control, "no-store");
  message.set("X-Content-Type-Options", "nosniff");
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep_alive);
  if (response.status != 304) message.content_length(response.body.size());
  message.body() = {response.body.data(), response.body.size()};
  return message;
}

}  // namespace

net::awaitable<void> Session::run() {
  if (!connection_.is_let_in && shared_.connections.are_far_too_many()) co_return;
  const bool is_greeted = co_await greet();  // in the condition GCC 12 misplaces the frame
  if (!is_greeted) co_return;
  if (!connection_.is_let_in) {
    co_await refuse(503, "too many connections; try again in a second");
    co_return;
  }
  while (co_await exchange()) connection_.between_requests = true;
}

/// The handshake, where there is TLS; within `patience`, as a request. Whether it may go on.
net::awaitable<bool> Session::greet() {
  if (!connection_.tls) co_return true;
  const Connections::IdleTime idle(shared_.connections, connection_);
  connection_.stream.expires_after(shared_.options.patience);
  auto [failure] =
      co_await connection_.tls->async_handshake(net::ssl::stream_base::server, as_result);
  co_return !failure && !shared_.is_stopping;
}

/// One request and its response; whether the connection can take another.
net::awaitable<bool> Session::exchange() {
  Parser parser;
  const error_code failure = co_await receive(parser);
  if (failure) {
    co_await complain(failure);
    co_return false;
  }
  auto& message = parser.get();
  if (!has_one_host(message)) {
    co_await refuse(400, "expected one Host header");
    co_return false;
  }
  const bool head = message.method() == http::verb::head;
  const bool keep_alive = message.keep_alive();
  const Answer answer = co_await answered(request_of(message));
  if (answer->is_stream && !head) {
    co_await stream(*answer);
    co_return false;
  }
  co_return co_await send(*answer, keep_alive && !shared_.is_stopping, head);
}

/// The whole request within `patience`, so that a client that sends a byte now and then cannot
/// stay.
net::awaitable<error_code> Session::receive(Parser& parser) {
  const Connections::IdleTime idle(shared_.connections, connection_);
  parser.header_limit(static_cast<std::uint32_t>(shared_.options.largest_header));
  parser.body_limit(shared_.options.largest_body);
  connection_.stream.expires_after(shared_.options.patience);
  if (shared_.is_stopping) co_return http::error::end_of_stream;
  auto [failure, size] = co_await connection_.over(
      [&](auto& s) { return http::async_read_header(s, connection_.received, parser, as_result); });
  if (failure) co_return failure;
  connection_.between_requests = false;
  if (beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    const http::response<http::empty_body> go_on(http::status::continue_, 11);
    auto [unsent, sent] =
        co_await connection_.over([&](auto& s) { return http::async_write(s, go_on, as_result); });
    if (unsent) co_return unsent;
  }
  auto [rest_failure, rest] = co_await connection_.over(
      [&](auto& s) { return http::async_read(s, connection_.received, parser, as_result); });
  co_return rest_failure;
}

/// What is said of a request that could not be read; nothing to one who has asked nothing.
net::awaitable<void> Session::complain(error_code failure) {
  const bool is_idle = connection_.between_requests && connection_.received.size() == 0;
  if (failure == beast::error::timeout && !is_idle)
    shared_.handler.refuse(408, "");  // counted; the socket is closed
  if (const auto said = complaint(failure)) co_await refuse(said->first, said->second);
}

/// The handler's response, computed by a worker.
net::awaitable<Answer> Session::answered(Request request) {
  const auto compute = [this, &request]() -> net::awaitable<Answer> {
    try {
      co_return shared_.handler.answer(request);
    } catch (const std::exception&) {
      co_return std::make_shared<const Response>(shared_.handler.refuse(500, "internal error"));
    }
  };
  co_return co_await net::co_spawn(shared_.workers.context(), compute, net::use_awaitable);
}

/// Whether the connection can take another request.
net::awaitable<bool> Session::send(const Response& response, bool keep_alive, bool head) {
  const http::response<Bytes> message = message_of(response, keep_alive);
  connection_.stream.expires_after(shared_.options.patience);
  http::response_serializer<Bytes> serializer(message);
  auto [failure, size] = co_await connection_.over([&](auto& s) {
    return head ? http::async_write_header(s, serializer, as_result)
                : http::async_write(s, serializer, as_result);
  });
  co_return !failure && keep_alive;
}

/// Events, until the client or the server goes.
net::awaitable<void> Session::stream(const Response& response) {
  if (shared_.events.subscriptions() >= shared_.options.most_streams) {
    co_await refuse(503, "too many streams; try again in a second");
    co_return;
  }
  Events::Subscription news(shared_.events, connection_.stream.get_executor());
  bool is_open = co_await write(stream_head(response) + response.body);
  while (is_open && !shared_.is_stopping) {
    co_await news.wait(shared_.options.heartbeat);
    if (shared_.is_stopping) break;
    is_open = co_await write(news.take().value_or(": still here\n\n"));
  }
}

/// Whether they were sent.
net::awaitable<bool> Session::write(std::string_view bytes) {
  connection_.stream.expires_after(shared_.options.patience);
  auto [failure, size] = co_await connection_.over(
      [&](auto& s) { return net::async_write(s, net::buffer(bytes), as_result); });
  connection_.stream.expires_never();
  co_return !failure;
}

/// Says no, ends the connection, and reads on for a while (see linger).
net::awaitable<void> Session::refuse(unsigned status, std::string_view reason) {
  const Connections::IdleTime idle(shared_.connections, connection_);
  Response response = shared_.handler.refuse(status, reason);
  if (status == 503) response.headers = {{"Retry-After", "1"}};
  co_await send(response, false, false);
  error_code failure;
  connection_.stream.socket().shutdown(tcp::socket::shutdown_send, failure);
  connection_.stream.expires_after(linger);
  std::array<char, 4096> unread{};
  while (!failure) {
    auto [end, size] = co_await connection_.stream.async_read_some(net::buffer(unread), as_result);
    failure = end;
  }
}

}  // namespace pawl::tools::http_server
