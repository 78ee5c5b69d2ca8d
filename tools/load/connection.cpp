#include "connection.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>
#include <utility>

namespace pawl::tools::load {

Connection::Connection(const Plan& plan, int epoll, std::uint64_t number)
    : plan_(plan),
      epoll_(epoll),
      number_(number),
      parser_(plan.is_head, plan.expected_body.empty() ? 0 : looked_at) {}

Connection::Connection(Connection&& other) noexcept
    : plan_(other.plan_),
      epoll_(other.epoll_),
      number_(other.number_),
      socket_(std::exchange(other.socket_, -1)),
      watches_writing_(other.watches_writing_),
      sent_(other.sent_),
      served_(other.served_),
      parser_(std::move(other.parser_)) {}

void Connection::close() {
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

/// Begins to connect; the request can be handed over at once, and goes when that is done.
bool Connection::open() {
  const auto* address = reinterpret_cast<const sockaddr*>(&plan_.address.bytes);
  socket_ = ::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return false;
  const int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  served_ = 0;
  if (::connect(socket_, address, plan_.address.size) != 0 && errno != EINPROGRESS) return false;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP;
  event.data.u64 = number_;
  watches_writing_ = false;
  return ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket_, &event) == 0;
}

void Connection::watch(bool for_writing) {
  if (for_writing == watches_writing_) return;
  watches_writing_ = for_writing;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP;
  if (for_writing) event.events |= EPOLLOUT;
  event.data.u64 = number_;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, socket_, &event);
}

/// False when the socket takes no more, for ever.
bool Connection::send_rest() {
  const std::string_view rest = std::string_view(plan_.request).substr(sent_);
  if (rest.empty()) return true;
  const ssize_t put = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
  if (put < 0 && errno != EAGAIN && errno != EINTR) return false;
  if (put > 0) sent_ += static_cast<std::size_t>(put);
  watch(sent_ < plan_.request.size());
  return true;
}

Connection::Progress Connection::start() {
  sent_ = 0;
  parser_.restart();
  if (!is_open() && !open()) return Progress::never_connected;
  return send_rest() ? Progress::waiting : when_lost();
}

Connection::Progress Connection::when_lost() const {
  return served_ == 0 && sent_ == 0 ? Progress::never_connected : Progress::lost;
}

/// A server may answer, and even close, before it has read the whole request.
Connection::Progress Connection::proceed(std::span<char> buffer) {
  const bool can_send = send_rest();
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR))
    return can_send ? Progress::waiting : when_lost();
  if (got < 0) return when_lost();
  bool is_reusable = true;
  if (got == 0) {
    if (!parser_.has_begun()) return when_lost();
    parser_.end_of_input();
    if (parser_.has_failed()) return Progress::lost;
    is_reusable = false;
  } else {
    const std::string_view bytes(buffer.data(), static_cast<std::size_t>(got));
    is_reusable = parser_.feed(bytes) == bytes.size();
  }
  if (parser_.has_failed()) return Progress::malformed;
  if (!parser_.is_done()) return Progress::waiting;
  ++served_;
  const bool is_whole = sent_ == plan_.request.size();
  if (!is_reusable || !is_whole || !plan_.keep_alive || !parser_.keeps_alive()) close();
  return Progress::responded;
}

}  // namespace pawl::tools::load
