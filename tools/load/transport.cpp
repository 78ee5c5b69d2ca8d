#include "transport.hpp"

#include "baselines/error.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <string>

namespace pawl::tools::load {

namespace {

/// What to do where this machine itself, by errno, grants no further connection; empty where what
/// went wrong is the way to the server, or the server.
std::string_view remedy() {
  switch (errno) {
    case EMFILE:
    case ENFILE:
      return "raise its limit of open files (ulimit -n), or load with fewer at a time";
    case EADDRNOTAVAIL:
      return "its ports are used up by connections that were closed: keep them alive, or load with "
             "fewer";
    case ENOBUFS:
    case ENOMEM:
    case ENOSPC:
      return "load with fewer at a time";
    default:
      return {};
  }
}

/// A failure that is no fault of the server's must not be counted as one.
void expect_granted() {
  const std::string_view way_out = remedy();
  if (way_out.empty()) return;
  const Error refusal = io_error("load", "this machine grants no further connection");
  throw Error(refusal.fault, std::string(refusal.what()) + "; " + std::string(way_out));
}

}  // namespace

void Transport::close() {
  session_.reset();
  if (socket_ >= 0) ::close(socket_);
  socket_ = -1;
}

bool Transport::open() {
  const bool is_begun = begin();
  if (!is_begun) expect_granted();
  return is_begun;
}

/// False with errno's reason.
bool Transport::begin() {
  const auto* address = reinterpret_cast<const sockaddr*>(&plan_.address.bytes);
  socket_ = ::socket(address->sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (socket_ < 0) return false;
  const int yes = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  if (::connect(socket_, address, plan_.address.size) != 0 && errno != EINPROGRESS) return false;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP;
  event.data.u64 = number_;
  watches_writing_ = write_waits_ = read_waits_ = false;
  has_shaken_hands_ = false;
  if (plan_.tls) session_ = plan_.tls->session(socket_);
  return ::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket_, &event) == 0;
}

void Transport::watch() {
  const bool for_writing = write_waits_ || read_waits_;
  if (for_writing == watches_writing_) return;
  watches_writing_ = for_writing;
  epoll_event event{};
  event.events = EPOLLIN | EPOLLRDHUP;
  if (for_writing) event.events |= EPOLLOUT;
  event.data.u64 = number_;
  ::epoll_ctl(epoll_, EPOLL_CTL_MOD, socket_, &event);
}

Transport::Moved Transport::write(std::string_view bytes) {
  return session_ ? write_tls(bytes) : write_plain(bytes);
}

Transport::Moved Transport::read(std::span<char> buffer) {
  if (session_) return read_tls(buffer);
  const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (got > 0) return {static_cast<std::size_t>(got)};
  if (got == 0) return {0, State::closed};
  return {0, errno == EAGAIN || errno == EINTR ? State::open : State::broken};
}

Transport::Moved Transport::write_plain(std::string_view bytes) {
  if (bytes.empty()) return {};
  const ssize_t put = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (put < 0 && errno != EAGAIN && errno != EINTR) return {0, State::broken};
  const std::size_t sent = put > 0 ? static_cast<std::size_t>(put) : 0;
  write_waits_ = sent < bytes.size();
  watch();
  return {sent};
}

/// What `result` of the session's last call means; it may have to write in order to read, and the
/// other way round.
Transport::State Transport::state_after(int result, bool& waits_to_write) {
  const int error = SSL_get_error(session_.get(), result);
  waits_to_write = error == SSL_ERROR_WANT_WRITE;
  watch();
  ERR_clear_error();
  switch (error) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE:
      return State::open;
    case SSL_ERROR_ZERO_RETURN:
      return State::closed;
    default:
      return State::broken;
  }
}

/// Goes on with the handshake before all else.
Transport::Moved Transport::write_tls(std::string_view bytes) {
  if (!has_shaken_hands_) {
    const int result = SSL_do_handshake(session_.get());
    if (result != 1) {
      const State state = state_after(result, write_waits_);
      if (state != State::open) plan_.tls->expect_trusted(session_);
      return {0, state == State::open ? state : State::broken};
    }
    plan_.tls->expect_protocol(session_);
    has_shaken_hands_ = true;
  }
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    std::size_t put = 0;
    const int result = SSL_write_ex(session_.get(), bytes.data() + sent, bytes.size() - sent, &put);
    if (result != 1) return {sent, state_after(result, write_waits_)};
    sent += put;
  }
  write_waits_ = false;
  watch();
  return {sent};
}

Transport::Moved Transport::read_tls(std::span<char> buffer) {
  if (!has_shaken_hands_) return {};
  std::size_t got = 0;
  const int result = SSL_read_ex(session_.get(), buffer.data(), buffer.size(), &got);
  return result == 1 ? Moved{got} : Moved{0, state_after(result, read_waits_)};
}

bool Transport::has_more() const {
  return session_ && has_shaken_hands_ && SSL_has_pending(session_.get()) == 1;
}

}  // namespace pawl::tools::load
