#include "http1_connection.hpp"

namespace pawl::tools::load {

void Http1Connection::start(std::size_t, Ends& ends) {
  is_busy_ = true;
  send(ends);
}

/// From its first byte; what the server may have said already is read with the next event.
void Http1Connection::send(Ends& ends) {
  sent_ = 0;
  parser_.restart();
  if (!transport_.is_open()) {
    served_ = 0;
    if (!transport_.open()) return end(Ended::How::never_connected, ends);
  }
  if (!send_rest()) lose(ends);
}

/// False when the connection takes no more, for ever.
bool Http1Connection::send_rest() {
  const Transport::Moved moved = transport_.write(std::string_view(plan_.request).substr(sent_));
  sent_ += moved.bytes;
  return moved.state == Transport::State::open;
}

/// A server may answer, and even close, before it has read the whole request.
void Http1Connection::proceed(std::span<char> buffer, Ends& ends) {
  if (!transport_.is_open()) return;         // an event of the socket before
  if (!is_busy_) return transport_.close();  // between two requests
  const bool can_send = send_rest();
  do {
    const Transport::Moved moved = transport_.read(buffer);
    if (moved.bytes > 0) {
      take(std::string_view(buffer.data(), moved.bytes), ends);
    } else if (moved.state != Transport::State::open || !can_send) {
      take_end(moved.state, ends);
    }
    if (moved.bytes == 0) return;
  } while (is_busy_ && transport_.has_more());
}

void Http1Connection::take(std::string_view bytes, Ends& ends) {
  const bool has_rest = parser_.feed(bytes) < bytes.size();
  if (parser_.has_failed()) return end(Ended::How::malformed, ends);
  if (!parser_.is_done()) return;
  ++served_;
  const bool is_whole = sent_ == plan_.request.size();
  const bool is_reusable = !has_rest && is_whole && plan_.keep_alive && parser_.keeps_alive();
  if (!is_reusable) transport_.close();
  end(Ended::How::responded, ends);
}

void Http1Connection::take_end(Transport::State state, Ends& ends) {
  if (state != Transport::State::closed || !parser_.has_begun()) return lose(ends);
  parser_.end_of_input();
  if (parser_.has_failed()) return end(Ended::How::lost, ends);
  transport_.close();
  end(Ended::How::responded, ends);
}

/// Where the connection has served before and nothing of this response came, it may have been
/// closed between two requests: this one is sent again.
void Http1Connection::lose(Ends& ends) {
  if (served_ > 0 && !parser_.has_begun()) {
    ++sent_again_;
    transport_.close();
    return send(ends);
  }
  end(served_ == 0 && sent_ == 0 ? Ended::How::never_connected : Ended::How::lost, ends);
}

void Http1Connection::end(Ended::How how, Ends& ends) {
  is_busy_ = false;
  if (how != Ended::How::responded) transport_.close();
  ends.push_back({.stream = 0, .how = how, .status = parser_.status(), .body = parser_.body()});
}

void Http1Connection::abandon(std::size_t) {
  is_busy_ = false;
  transport_.close();
}

}  // namespace pawl::tools::load
