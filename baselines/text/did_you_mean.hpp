#pragma once
/// "Did you mean": the known word nearest to one that is not.

#include <span>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// The word of `known` at the least edit distance (insertions, deletions, replacements, swaps of
/// neighbours) from `word`; empty when none is within a third of the word's length, at least 1.
std::string_view nearest(std::string_view word, std::span<const std::string_view> known);

/// `; did you mean "X"?`, or nothing.
std::string did_you_mean(std::string_view word, std::span<const std::string_view> known);

}  // namespace pawl::baselines
