#pragma once
/// Captured is what a program printed, its middle left out where it was too much: bounded memory
/// whatever it prints.

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::tools {

class Captured {
 public:
  /// Keeps up to `limit` bytes at the head and as many at the tail.
  explicit Captured(std::size_t limit = 32 << 10) : limit_(limit) {}

  void append(std::string_view text);

  /// All bytes that were printed, kept or not.
  std::size_t size() const { return size_; }
  /// Whether everything was kept.
  bool is_whole() const { return size_ <= 2 * limit_; }
  /// Head and tail, with a line between that says how much is left out.
  std::string text() const;
  /// The first line that is not empty, at most `bytes` of it; printable as last_lines() are.
  std::string first_line(std::size_t bytes = 200) const;
  /// The last lines, at most `lines` of them and `bytes` long, fit for a sentence: a space for each
  /// line break, '?' for other control characters and what is not UTF-8. Where a stack follows what
  /// went wrong ("Error: no such module"), that line comes first, and "…" for what is between.
  std::string last_lines(std::size_t lines = 3, std::size_t bytes = 400) const;

 private:
  std::size_t limit_;
  std::size_t size_ = 0;
  std::string head_, tail_;  ///< the tail is cut to limit_ once it is twice as long
};

}  // namespace pawl::tools
