#pragma once
/// A page is text that must not outgrow a limit: what does not fit is left out whole and counted,
/// never cut in the middle.

#include "ci/unicode.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::ci {

class Page {
 public:
  /// `limit` and `reserve` in UTF-16 code units; the reserve is kept free for append().
  Page(std::size_t limit, std::size_t reserve) : limit_(limit), reserve_(reserve) {}

  /// Appends the part if it leaves the reserve, and `closing` further units, free.
  bool add(std::string_view part, std::size_t closing = 0) {
    const std::size_t length = utf16_length(part);
    if (length_ + length + closing + reserve_ > limit_) return false;
    text_ += part;
    length_ += length;
    return true;
  }
  /// Appends what the reserve or a `closing` was kept for.
  void append(std::string_view part) {
    text_ += part;
    length_ += utf16_length(part);
  }

  const std::string& text() const { return text_; }

 private:
  std::size_t limit_, reserve_;
  std::size_t length_ = 0;
  std::string text_;
};

}  // namespace pawl::ci
