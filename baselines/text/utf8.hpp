#pragma once
/// UTF-8 (RFC 3629: no overlong forms, no surrogates) is read character by character.

#include <cstddef>
#include <string_view>

namespace pawl::baselines {

struct Character {
  char32_t point = 0;
  std::size_t length = 0;  ///< bytes
};

/// What stands for a byte that is not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The first character of `text`, which is not empty. A byte that begins no sequence is the
/// replacement character, one byte long.
Character first_character(std::string_view text);

/// The byte offset of the first byte that is not UTF-8, or text.size() when all is well.
std::size_t first_invalid_utf8(std::string_view text);

/// The text behind the byte order mark that some editors and shells put before UTF-8.
std::string_view without_byte_order_mark(std::string_view text);

}  // namespace pawl::baselines
