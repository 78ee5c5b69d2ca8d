#pragma once
/// Unicode text as it is shown: characters one by one, and how many columns of a terminal they
/// take. Independent of the locale.

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::ci {

struct Character {
  char32_t point = 0;
  std::size_t length = 0;  ///< bytes
};

/// What stands for a byte that is not UTF-8.
inline constexpr char32_t replacement_character = 0xFFFD;

/// The first character of `text`, which is not empty. A byte that begins no UTF-8 sequence (RFC
/// 3629) is the replacement character, one byte long.
Character first_character(std::string_view text);

/// Appends the character as UTF-8.
void append_character(std::string& out, char32_t point);

/// Columns that a terminal gives the character: 0 for marks that combine, 2 for wide East Asian
/// characters and emoji (Unicode 14, UAX #11), 1 for others.
std::size_t columns(char32_t point);
/// The sum over a text.
std::size_t columns(std::string_view text);

/// At most `width` columns of the text, the last one "…" when it was cut. width ≥ 1.
std::string cut_to_columns(std::string_view text, std::size_t width);

/// Length as GitHub and Slack count it: UTF-16 code units, which is no less than characters.
std::size_t utf16_length(std::string_view text);

}  // namespace pawl::ci
