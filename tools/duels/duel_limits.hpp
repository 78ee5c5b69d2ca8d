#pragma once
/// Duel limits are what the commands that hold duels (ab, confirm, bisect) are told of them: how
/// many pairs, how long, how sure.

#include "duel.hpp"
#include "stats/policy.hpp"
#include "tools/command_line/console.hpp"
#include "tools/command_line/options.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

/// --max-pairs, --max-time and --seed.
std::vector<Option> pair_options();
/// Those, and --alpha and --threshold.
std::vector<Option> duel_options();

/// The most pairs that one duel may have.
inline constexpr std::size_t most_pairs = 10'000;

struct DuelLimits {
  DuelRules rules;
  std::optional<double> max_time;  ///< seconds for all duels together
};

/// What those options say, the rest from the policy. Error (Fault::usage) for values out of range.
DuelLimits duel_limits(const Arguments& arguments, const stats::Policy& policy,
                       const Console& console);

/// The fewest pairs that could decide anything at that level.
std::size_t fewest_pairs(double alpha);

/// A part of one given as "2%" or 0.02, within [low, high]. Error (Fault::usage) otherwise.
std::optional<double> fraction(const Arguments& arguments, const std::string& name, double low,
                               double high);

/// "up to 100 pairs", "up to 10,000 pairs in 3 min 0 s"; of several duels, "up to 100 pairs each".
std::string extent(const DuelLimits& limits, std::size_t duels = 1);

}  // namespace pawl::tools
