#pragma once
/// A response parser recognises where an HTTP/1.x response ends (RFC 9112) and what its status is,
/// from bytes in whatever pieces they come. Headers and body are not kept, but for what a check of
/// the body needs, so that memory is bounded whatever the server sends.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace pawl::tools::load {

class ResponseParser {
 public:
  /// `to_head`: the response to HEAD, which has no body. The first `keep` bytes of a body are kept.
  explicit ResponseParser(bool to_head = false, std::size_t keep = 0)
      : to_head_(to_head), keep_(keep) {}

  static constexpr std::size_t longest_line = 16 << 10;  ///< bytes
  static constexpr std::size_t longest_head = 64 << 10;  ///< bytes: headers, and trailers
  static constexpr std::uint64_t largest_body = std::uint64_t{1} << 40;  ///< bytes

  /// Makes ready for the next response.
  void restart();
  /// Takes bytes in up to the response's end, and says how many those were.
  std::size_t feed(std::string_view bytes);
  /// The server closed: the end of a body that has no other, or else a failure.
  void end_of_input();

  bool is_done() const { return state_ == State::done; }
  /// Malformed, or beyond a limit.
  bool has_failed() const { return state_ == State::failed; }
  /// Whether anything of this response has come.
  bool has_begun() const { return has_begun_; }

  // Of a response that is done:
  int status() const { return status_; }
  bool keeps_alive() const { return keeps_alive_; }  ///< the connection can be used again
  const std::string& body() const { return body_; }  ///< its first bytes

 private:
  enum class State {
    status_line,
    header,
    counted_body,
    open_body,  ///< ends with the connection
    chunk_size,
    chunk,
    chunk_end,
    trailer,
    done,
    failed
  };
  std::size_t feed_line(std::string_view bytes);
  std::size_t feed_body(std::string_view bytes);
  void take_line(std::string_view line);
  State after_status_line(std::string_view line);
  State after_header(std::string_view line);
  State after_headers();
  State after_chunk_size(std::string_view line);
  bool take_content_length(std::string_view value);
  bool take_transfer_encoding(std::string_view value);

  bool to_head_;
  std::size_t keep_;
  State state_ = State::status_line;
  bool has_begun_ = false, keeps_alive_ = true, says_close_ = false;
  bool has_length_ = false, is_chunked_ = false;
  int status_ = 0;
  std::uint64_t left_ = 0;     ///< of the body, or of the chunk
  std::size_t head_size_ = 0;  ///< bytes of lines so far
  std::string line_;           ///< the beginning of a line whose end has not come
  std::string body_;
};

}  // namespace pawl::tools::load
