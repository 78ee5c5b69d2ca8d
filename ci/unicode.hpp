#pragma once
/// Unicode text as it is shown: characters one by one, and how many columns of a terminal they
/// take. Independent of the locale.

#include "baselines/text/utf8.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::ci {

using baselines::Character;
using baselines::first_character;
using baselines::replacement_character;

/// Appends the character as UTF-8.
void append_character(std::string& out, char32_t point);

/// Columns that a terminal gives the character: 0 for marks that combine, 2 for wide East Asian
/// characters and emoji (Unicode 14, UAX #11), 1 for others.
std::size_t columns(char32_t point);
/// The sum over a text.
std::size_t columns(std::string_view text);

/// At most `width` columns of the text, the last one "…" when it was cut. width ≥ 1.
std::string cut_to_columns(std::string_view text, std::size_t width);

/// The same with what is cut out of the middle, nearer to the beginning: names that begin alike are
/// told apart by their ends.
std::string cut_within_columns(std::string_view text, std::size_t width);

/// Length as GitHub and Slack count it: UTF-16 code units, which is no less than characters.
std::size_t utf16_length(std::string_view text);

}  // namespace pawl::ci
