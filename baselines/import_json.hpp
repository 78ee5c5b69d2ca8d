#pragma once
/// What importers of JSON share. For .cpp files only.

#include "error.hpp"
#include "json_document.hpp"
#include "run_builder.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// The text with a bare NaN or Infinity, which some harnesses print though JSON has neither, put in
/// quotes in the same number of bytes ("~" and "~     "), so that places stay true and a number is
/// missed where it matters.
std::string with_quoted_nan(std::string_view text);

/// Bad entries of one file beyond which it is refused instead of read on.
inline constexpr std::size_t most_bad_entries = 100;

/// Calls `read` for each element of the list; what it throws becomes a note, and the rest goes on.
template <typename Read>
void for_each_entry(const JsonNode& list, RunBuilder& builder, Read read) {
  const auto& array = list.array();
  std::size_t bad = 0;
  for (std::size_t i = 0; i < array.size(); ++i) try {
      read(JsonNode(list, i, array[i]));
    } catch (const Error& error) {
      if (++bad > most_bad_entries) throw;
      builder.note(std::string(error.what()) + "; the entry was left out");
    }
}

}  // namespace pawl::baselines
