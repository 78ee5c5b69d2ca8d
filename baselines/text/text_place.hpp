#pragma once
/// A text place is where in a text something stands, as an editor counts it.

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// "NAME:LINE:COLUMN" of the byte at `offset` (clamped to the end). Lines and columns from 1; a
/// column is a byte, as compilers count.
std::string text_place(std::string_view name, std::string_view text, std::size_t offset);

/// Throws Error (Fault::input), with the place, unless `text` is UTF-8.
void expect_utf8(std::string_view name, std::string_view text);

}  // namespace pawl::baselines
