#pragma once
/// UTF-8 (RFC 3629) is read character by character: no overlong forms, no surrogates.

#include <cstddef>
#include <string_view>

namespace pawl::baselines {

struct Character {
  char32_t point = 0;
  std::size_t length = 0;  ///< bytes
};

/// What stands for a byte that is not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The first character of `text`, which is not empty. A byte that begins no UTF-8 sequence (RFC
/// 3629) is the replacement character, one byte long.
Character first_character(std::string_view text);

}  // namespace pawl::baselines
