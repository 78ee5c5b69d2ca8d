#include "response_parser.hpp"

#include "baselines/text/ascii_case.hpp"

#include <algorithm>
#include <charconv>

namespace pawl::tools::load {

namespace {

using baselines::same_but_for_case;

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Whether a list such as "keep-alive, Upgrade" has the word.
bool has_word(std::string_view list, std::string_view word) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    if (same_but_for_case(trimmed(list.substr(0, comma)), word)) return true;
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return false;
}

/// Digits alone: no sign, no space, nothing behind.
bool read_whole(std::string_view text, int base, std::uint64_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

}  // namespace

void ResponseParser::restart() {
  state_ = State::status_line;
  has_begun_ = says_close_ = has_length_ = is_chunked_ = false;
  keeps_alive_ = true;
  status_ = 0;
  left_ = head_size_ = 0;
  line_.clear();
  body_.clear();
}

std::size_t ResponseParser::feed(std::string_view bytes) {
  std::size_t taken = 0;
  has_begun_ = has_begun_ || !bytes.empty();
  while (taken < bytes.size() && !is_done() && !has_failed()) {
    const std::string_view rest = bytes.substr(taken);
    const bool in_body =
        state_ == State::counted_body || state_ == State::open_body || state_ == State::chunk;
    taken += in_body ? feed_body(rest) : feed_line(rest);
  }
  return taken;
}

std::size_t ResponseParser::feed_line(std::string_view bytes) {
  const std::size_t end = bytes.find('\n');
  const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
  head_size_ += state_ == State::chunk_size || state_ == State::chunk_end ? 0 : taken;
  if (line_.size() + taken > longest_line || head_size_ > longest_head) {
    state_ = State::failed;
  } else if (end == std::string_view::npos) {
    line_ += bytes;
  } else if (line_.empty()) {
    take_line(bytes.substr(0, end));
  } else {
    line_ += bytes.substr(0, end);
    take_line(line_);
    line_.clear();
  }
  return taken;
}

std::size_t ResponseParser::feed_body(std::string_view bytes) {
  const bool is_open = state_ == State::open_body;
  const std::size_t taken =
      is_open ? bytes.size()
              : static_cast<std::size_t>(std::min<std::uint64_t>(bytes.size(), left_));
  if (body_.size() < keep_) body_ += bytes.substr(0, std::min(taken, keep_ - body_.size()));
  if (is_open) return taken;
  left_ -= taken;
  if (left_ == 0) state_ = state_ == State::chunk ? State::chunk_end : State::done;
  return taken;
}

void ResponseParser::take_line(std::string_view line) {
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  switch (state_) {
    case State::status_line:
      state_ = after_status_line(line);
      break;
    case State::header:
      state_ = line.empty() ? after_headers() : after_header(line);
      break;
    case State::chunk_size:
      state_ = after_chunk_size(line);
      break;
    case State::chunk_end:
      state_ = line.empty() ? State::chunk_size : State::failed;
      break;
    case State::trailer:
      if (line.empty()) state_ = State::done;
      break;
    case State::counted_body:
    case State::open_body:
    case State::chunk:
    case State::done:
    case State::failed:
      break;
  }
}

/// "HTTP/1.1 200 OK"; the reason may be missing, with its space.
ResponseParser::State ResponseParser::after_status_line(std::string_view line) {
  std::uint64_t status = 0;
  const bool is_ours = line.starts_with("HTTP/1.1 ") || line.starts_with("HTTP/1.0 ");
  if (!is_ours || line.size() < 12 || (line.size() > 12 && line[12] != ' ') ||
      !read_whole(line.substr(9, 3), 10, status) || status < 100)
    return State::failed;
  status_ = static_cast<int>(status);
  keeps_alive_ = line[7] == '1';
  return State::header;
}

ResponseParser::State ResponseParser::after_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || line.front() == ' ' || line.front() == '\t')
    return State::failed;
  const std::string_view name = line.substr(0, colon), value = trimmed(line.substr(colon + 1));
  bool is_well = true;
  if (same_but_for_case(name, "content-length")) is_well = take_content_length(value);
  if (same_but_for_case(name, "transfer-encoding")) is_well = take_transfer_encoding(value);
  if (same_but_for_case(name, "connection")) {
    says_close_ = says_close_ || has_word(value, "close");
    keeps_alive_ = !says_close_ && (keeps_alive_ || has_word(value, "keep-alive"));
  }
  return is_well ? State::header : State::failed;
}

bool ResponseParser::take_content_length(std::string_view value) {
  std::uint64_t length = 0;
  if (!read_whole(value, 10, length) || length > largest_body) return false;
  if (has_length_ && length != left_) return false;
  has_length_ = true;
  left_ = length;
  return true;
}

bool ResponseParser::take_transfer_encoding(std::string_view value) {
  is_chunked_ = same_but_for_case(value, "chunked");
  return is_chunked_;
}

/// Refused are a length beside chunks, which is how responses are smuggled, and 101, since no other
/// protocol was asked for.
ResponseParser::State ResponseParser::after_headers() {
  if ((has_length_ && is_chunked_) || status_ == 101) return State::failed;
  if (status_ < 200) {
    const bool had_begun = has_begun_;
    const std::size_t head_size = head_size_;
    restart();
    has_begun_ = had_begun;
    head_size_ = head_size;
    return State::status_line;
  }
  if (to_head_ || status_ == 204 || status_ == 304) return State::done;
  if (is_chunked_) return State::chunk_size;
  if (has_length_) return left_ == 0 ? State::done : State::counted_body;
  keeps_alive_ = false;
  return State::open_body;
}

ResponseParser::State ResponseParser::after_chunk_size(std::string_view line) {
  const std::string_view size = trimmed(line.substr(0, line.find(';')));
  if (!read_whole(size, 16, left_) || left_ > largest_body) return State::failed;
  return left_ == 0 ? State::trailer : State::chunk;
}

void ResponseParser::end_of_input() {
  if (!is_done()) state_ = state_ == State::open_body ? State::done : State::failed;
}

}  // namespace pawl::tools::load
