#pragma once
/// Unicode width is a table: which characters take no column of a terminal, and which take two.

namespace pawl::ci {

/// Marks that combine, formatting characters, the later parts of Hangul syllables.
bool takes_no_column(char32_t point);
/// East Asian wide and fullwidth characters, emoji.
bool takes_two_columns(char32_t point);

}  // namespace pawl::ci
