#pragma once
/// Better says which way of a metric is good: latency wants lower, throughput higher.

#include <optional>
#include <string_view>

namespace pawl::stats {

enum class Better { lower, higher };

/// As all files of Pawl say it: "lower", "higher".
constexpr std::string_view name(Better better) {
  switch (better) {
    case Better::lower:
      return "lower";
    case Better::higher:
      return "higher";
  }
  return "";
}

/// The one of that name.
constexpr std::optional<Better> better_named(std::string_view word) {
  for (const Better better : {Better::lower, Better::higher})
    if (word == name(better)) return better;
  return std::nullopt;
}

}  // namespace pawl::stats
