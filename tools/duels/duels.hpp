#pragma once
/// What the commands that hold duels (ab, confirm, bisect) share: options, and taking pairs in turn
/// until all are decided or the time is up.

#include "duel.hpp"
#include "stats/policy.hpp"
#include "tools/command_line/console.hpp"
#include "tools/command_line/options.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

/// --max-pairs, --max-time and --seed.
std::vector<Option> pair_options();
/// Those, and --alpha and --threshold.
std::vector<Option> duel_options();

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

/// A pair of each in turn, until all are over, the time is up or the user interrupts. With a time,
/// plans are made for no more pairs than fit into it, and each duel has a last look when it is up.
/// Returns whether all were decided.
bool hold(std::deque<Duel>& duels, std::optional<double> max_time, const std::string& heading,
          const Console& console);

}  // namespace pawl::tools
