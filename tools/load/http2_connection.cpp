#include "http2_connection.hpp"

#include "baselines/error.hpp"
#include "ci/inert.hpp"

#include <nghttp2/nghttp2.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace pawl::tools::load {

namespace {

constexpr std::int32_t largest_window = std::int32_t{1} << 30;  ///< bytes: never the client waits
constexpr std::size_t most_at_once = std::size_t{64} << 10;     ///< bytes handed to the socket

constexpr std::size_t most_of_greeting = 40;  ///< bytes

std::uint8_t* bytes_of(const std::string& text) {
  return reinterpret_cast<std::uint8_t*>(const_cast<char*>(text.data()));
}

std::vector<nghttp2_nv> name_values(const Plan& plan) {
  std::vector<nghttp2_nv> all;
  for (const auto& [name, value] : plan.fields)
    all.push_back({bytes_of(name), bytes_of(value), name.size(), value.size(),
                   NGHTTP2_NV_FLAG_NO_COPY_NAME | NGHTTP2_NV_FLAG_NO_COPY_VALUE});
  return all;
}

std::string authority_of(const Plan& plan) {
  const auto found = std::ranges::find(plan.fields, ":authority", &Fields::value_type::first);
  return found == plan.fields.end() ? "" : found->second;
}

}  // namespace

/// What nghttp2 tells of; `user` is the connection, a stream's own datum its Stream, null once it
/// was abandoned.
struct Http2Connection::Callbacks {
  static Stream* stream_of(nghttp2_session* session, std::int32_t id) {
    return static_cast<Stream*>(nghttp2_session_get_stream_user_data(session, id));
  }

  static int header(nghttp2_session* session, const nghttp2_frame* frame, const std::uint8_t* name,
                    std::size_t name_size, const std::uint8_t* value, std::size_t, std::uint8_t,
                    void*) {
    Stream* stream = stream_of(session, frame->hd.stream_id);
    if (stream == nullptr || name_size != 7 || std::memcmp(name, ":status", 7) != 0) return 0;
    // Three digits: nghttp2 has looked.
    stream->status = (value[0] - '0') * 100 + (value[1] - '0') * 10 + (value[2] - '0');
    return 0;
  }

  static int data(nghttp2_session* session, std::uint8_t, std::int32_t id,
                  const std::uint8_t* bytes, std::size_t size, void* user) {
    const Plan& plan = static_cast<Http2Connection*>(user)->plan_;
    Stream* stream = stream_of(session, id);
    if (stream == nullptr || plan.expected_body.empty()) return 0;
    const std::size_t kept = std::min(size, most_checked - stream->body.size());
    stream->body.append(reinterpret_cast<const char*>(bytes), kept);
    return 0;
  }

  static int frame(nghttp2_session* session, const nghttp2_frame* frame, void*) {
    Stream* stream = stream_of(session, frame->hd.stream_id);
    const bool is_of_answer = frame->hd.type == NGHTTP2_HEADERS || frame->hd.type == NGHTTP2_DATA;
    if (stream != nullptr && is_of_answer && (frame->hd.flags & NGHTTP2_FLAG_END_STREAM) != 0)
      stream->has_end = true;
    return 0;
  }

  static int closed(nghttp2_session* session, std::int32_t id, std::uint32_t error, void* user) {
    Stream* stream = stream_of(session, id);
    if (stream != nullptr) static_cast<Http2Connection*>(user)->stream_closed(*stream, error);
    return 0;
  }

  static ssize_t body(nghttp2_session*, std::int32_t, std::uint8_t* buffer, std::size_t size,
                      std::uint32_t* flags, nghttp2_data_source* source, void* user) {
    const std::string& body = static_cast<Http2Connection*>(user)->plan_.body;
    std::size_t& sent = static_cast<Stream*>(source->ptr)->sent;
    const std::size_t now = std::min(size, body.size() - sent);
    std::memcpy(buffer, body.data() + sent, now);
    sent += now;
    if (sent == body.size()) *flags |= NGHTTP2_DATA_FLAG_EOF;
    return static_cast<ssize_t>(now);
  }

  static nghttp2_session* session(Http2Connection& connection) {
    nghttp2_session_callbacks* callbacks = nullptr;
    if (nghttp2_session_callbacks_new(&callbacks) != 0) return nullptr;
    nghttp2_session_callbacks_set_on_header_callback(callbacks, header);
    nghttp2_session_callbacks_set_on_data_chunk_recv_callback(callbacks, data);
    nghttp2_session_callbacks_set_on_frame_recv_callback(callbacks, frame);
    nghttp2_session_callbacks_set_on_stream_close_callback(callbacks, closed);
    nghttp2_session* made = nullptr;
    nghttp2_session_client_new(&made, callbacks, &connection);
    nghttp2_session_callbacks_del(callbacks);
    return made;
  }
};

void Http2Connection::Free::operator()(nghttp2_session* session) const {
  nghttp2_session_del(session);
}

Http2Connection::Http2Connection(const Plan& plan, int epoll, std::uint64_t number)
    : plan_(plan), transport_(plan, epoll, number), streams_(plan.streams) {}

Http2Connection::~Http2Connection() = default;

bool Http2Connection::open() {
  served_ = 0;
  heard_before_ = heard_;
  has_sent_ = false;
  unsent_.clear();
  greeting_.clear();
  if (!transport_.open()) return false;
  session_.reset(Callbacks::session(*this));
  if (!session_) throw Error(Fault::io, "load: HTTP/2: no memory for a session");
  constexpr std::array settings = {
      nghttp2_settings_entry{NGHTTP2_SETTINGS_ENABLE_PUSH, 0},
      nghttp2_settings_entry{NGHTTP2_SETTINGS_INITIAL_WINDOW_SIZE, largest_window}};
  nghttp2_submit_settings(session_.get(), NGHTTP2_FLAG_NONE, settings.data(), settings.size());
  nghttp2_session_set_local_window_size(session_.get(), NGHTTP2_FLAG_NONE, 0, largest_window);
  return true;
}

void Http2Connection::close() {
  session_.reset();
  transport_.close();
}

bool Http2Connection::has_under_way() const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [](const Stream& stream) { return stream.state == Stream::State::begun; });
}

void Http2Connection::start(std::size_t number, Ends& ends) {
  streams_[number] = {.state = Stream::State::held, .body = {}};
  begin_held(ends);
}

bool Http2Connection::has_held() const {
  return std::any_of(streams_.begin(), streams_.end(),
                     [](const Stream& stream) { return stream.state == Stream::State::held; });
}

/// On a connection that takes requests, if there is one or one can be made now.
void Http2Connection::begin_held(Ends& ends) {
  const bool is_full = session_ && nghttp2_session_check_request_allowed(session_.get()) == 0;
  if (is_full && has_under_way()) return;
  if (is_full) close();
  const bool is_open = session_ || open();
  for (Stream& stream : streams_)
    if (stream.state == Stream::State::held) {
      if (is_open)
        begin(stream);
      else
        end(stream, Ended::How::never_connected, ends);
    }
  if (!is_open) close();
}

/// A connection that turns out to be gone is made anew, once: what is lost on a fresh one is not
/// held again.
void Http2Connection::flush(Ends& ends) {
  if (session_) send(ends);
  while (!session_ && has_held()) {
    begin_held(ends);
    if (session_) send(ends);
  }
}

void Http2Connection::begin(Stream& stream) {
  const std::vector<nghttp2_nv> fields = name_values(plan_);
  nghttp2_data_provider body{.source = {.ptr = &stream}, .read_callback = Callbacks::body};
  stream.id = nghttp2_submit_request(session_.get(), nullptr, fields.data(), fields.size(),
                                     plan_.body.empty() ? nullptr : &body, &stream);
  if (stream.id < 0) throw Error(Fault::io, "load: HTTP/2: no memory for a request");
  stream.state = Stream::State::begun;
  stream.begun_at = heard_;
}

/// All that the session and the socket are ready for.
void Http2Connection::send(Ends& ends) {
  ends_ = &ends;
  for (;;) {
    while (unsent_.size() < most_at_once) {
      const std::uint8_t* bytes = nullptr;
      const ssize_t size = nghttp2_session_mem_send(session_.get(), &bytes);
      if (size < 0) return lose_all(Ended::How::malformed, ends);
      if (size == 0) break;
      unsent_.append(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    }
    const Transport::Moved moved = transport_.write(unsent_);
    has_sent_ = has_sent_ || moved.bytes > 0;
    const bool is_all = moved.bytes == unsent_.size();
    unsent_.erase(0, moved.bytes);
    if (moved.state != Transport::State::open) return lose_all(when_lost(), ends);
    if (!is_all || moved.bytes == 0) return;
  }
}

Ended::How Http2Connection::when_lost() const {
  return has_sent_ ? Ended::How::lost : Ended::How::never_connected;
}

void Http2Connection::proceed(std::span<char> buffer, Ends& ends) {
  if (!session_) return;  // an event of the socket before
  send(ends);
  if (session_) receive(buffer, ends);
  if (session_) send(ends);
  if (session_) settle(ends);
  if (has_held()) begin_held(ends);
  flush(ends);
}

void Http2Connection::receive(std::span<char> buffer, Ends& ends) {
  ends_ = &ends;
  do {
    const Transport::Moved moved = transport_.read(buffer);
    heard_ += moved.bytes;
    if (moved.bytes > 0) {
      expect_http2({buffer.data(), moved.bytes});
      const auto* bytes = reinterpret_cast<const std::uint8_t*>(buffer.data());
      if (nghttp2_session_mem_recv(session_.get(), bytes, moved.bytes) < 0)
        return lose_all(Ended::How::malformed, ends);
    } else if (moved.state != Transport::State::open) {
      return lose_all(when_lost(), ends);
    }
    if (moved.bytes == 0) return;
  } while (transport_.has_more());
}

/// A server of HTTP/2 begins with its settings (RFC 9113, 3.4), a frame whose fourth byte is its
/// type. Any other understands nothing of what it is sent, so that going on shows nothing; one that
/// has spoken HTTP/2 before is in trouble, which the requests tell. Over TLS the handshake has
/// told. Of what it says one line of few characters is shown: it may echo what was sent.
void Http2Connection::expect_http2(std::string_view heard) {
  if (*plan_.is_spoken || plan_.tls) return;
  greeting_ += heard.substr(0, most_of_greeting);
  if (greeting_.size() < 4) return;
  if (greeting_[3] == NGHTTP2_SETTINGS)
    *plan_.is_spoken = true;
  else
    throw Error(Fault::remote, "load: " + authority_of(plan_) +
                                   ": expected a server that speaks HTTP/2 from the first byte "
                                   "(prior knowledge), found one that answers \"" +
                                   ci::plain(greeting_.substr(0, greeting_.find_first_of("\r\n")),
                                             most_of_greeting) +
                                   "\"; leave http2 out, or say https where it speaks HTTP/2 "
                                   "over TLS alone");
}

/// Closes what is of no more use: a session that has come to its end, by either side's GOAWAY.
void Http2Connection::settle(Ends& ends) {
  const bool is_over = nghttp2_session_want_read(session_.get()) == 0 &&
                       nghttp2_session_want_write(session_.get()) == 0 && unsent_.empty();
  if (is_over) return lose_all(Ended::How::malformed, ends);
  if (!plan_.keep_alive && !has_under_way()) close();
}

/// Where the connection has served before and nothing came since a request was begun, it may have
/// been closed between two requests: that one is sent again.
void Http2Connection::lose_all(Ended::How how, Ends& ends) {
  close();
  for (Stream& stream : streams_) {
    if (stream.state != Stream::State::begun) continue;
    if (how == Ended::How::lost && served_ > 0 && stream.begun_at == heard_) {
      ++sent_again_;
      hold(stream);
    } else {
      end(stream, how, ends);
    }
  }
}

void Http2Connection::hold(Stream& stream) {
  stream = {.state = Stream::State::held, .body = {}};
}

void Http2Connection::end(Stream& stream, Ended::How how, Ends& ends) {
  stream.state = Stream::State::idle;
  const auto number = static_cast<std::size_t>(&stream - streams_.data());
  ends.push_back({.stream = number, .how = how, .status = stream.status, .body = stream.body});
}

/// What a server refuses it has not begun (RFC 9113, 8.7). One that is about to close may: that is
/// sent again on the next connection, unless not even the first request on this one was taken. So
/// may one that was sent more at a time than it takes, before it could say how many these are: that
/// is sent again once it has said so.
bool Http2Connection::is_refused_for_now(const Stream& stream) const {
  const bool is_closing = nghttp2_session_check_request_allowed(session_.get()) == 0;
  return is_closing ? stream.id > 1 : stream.begun_at == heard_before_;
}

/// Without an error a server may reset only what it has answered (RFC 9113, 8.1): an answer that
/// has no end is cut off.
void Http2Connection::stream_closed(Stream& stream, std::uint32_t error) {
  using How = Ended::How;
  if (error == NGHTTP2_REFUSED_STREAM && is_refused_for_now(stream)) {
    hold(stream);
  } else if (error == NGHTTP2_NO_ERROR && stream.has_end) {
    ++served_;
    end(stream, How::responded, *ends_);
  } else {
    end(stream, error == NGHTTP2_PROTOCOL_ERROR ? How::malformed : How::lost, *ends_);
  }
}

void Http2Connection::abandon(std::size_t number) {
  Stream& stream = streams_[number];
  const bool was_begun = stream.state == Stream::State::begun;
  stream.state = Stream::State::idle;
  if (!session_ || !was_begun) return;
  nghttp2_session_set_stream_user_data(session_.get(), stream.id, nullptr);
  nghttp2_submit_rst_stream(session_.get(), NGHTTP2_FLAG_NONE, stream.id, NGHTTP2_CANCEL);
  // Sent with what is sent next; a connection on which nothing else is awaited may be dead.
  if (!has_under_way()) close();
}

}  // namespace pawl::tools::load
