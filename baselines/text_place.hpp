#pragma once
/// A text place is where in a text something stands, as an editor counts it.

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// "NAME:LINE:COLUMN" of the byte at `offset` (clamped to the end). Lines and columns from 1; a
/// column is a byte, as compilers count.
std::string text_place(std::string_view name, std::string_view text, std::size_t offset);

/// The byte offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms, no
/// surrogates), or text.size() when all is well.
std::size_t first_invalid_utf8(std::string_view text);

}  // namespace pawl::baselines
