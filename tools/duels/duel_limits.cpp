#include "duel_limits.hpp"

#include "baselines/error.hpp"
#include "baselines/unit.hpp"
#include "ci/format.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/project/project.hpp"

#include <cmath>

namespace pawl::tools {

namespace {

constexpr std::size_t pairs_without_a_time = 100;

/// A duration given as "90s", "5min" or a number of seconds. Error (Fault::usage) otherwise.
std::optional<double> seconds(const Arguments& arguments, const std::string& name) {
  const std::optional<std::string> text = arguments.value(name);
  if (!text) return std::nullopt;
  std::optional<double> value = baselines::plain_number(*text);
  if (!value) value = baselines::quantity(*text, "s");
  constexpr double longest = 1e9;
  if (!value || *value < 0 || *value > longest)
    throw Error(Fault::usage,
                "--" + name + ": expected a duration such as 90s or 5min, found \"" + *text + "\"");
  return value;
}

}  // namespace

std::vector<Option> pair_options() {
  return {{"max-pairs", "N",
           "the most pairs of launches of a benchmark (default: what --max-time holds, or 100)"},
          {"max-time", "TIME", "end after that long, whatever is told by then: 90s, 5min"},
          {"seed", "N", "of the order within pairs (default: by the clock)"}};
}

std::vector<Option> duel_options() {
  std::vector<Option> all = pair_options();
  all.push_back(
      {"alpha", "A", "chance of a false alarm in the whole (default: pawl.toml's, or 0.01)"});
  all.push_back(
      {"threshold", "T", "changes up to this do not count (default: pawl.toml's, or 2%)"});
  return all;
}

std::optional<double> fraction(const Arguments& arguments, const std::string& name, double low,
                               double high) {
  const std::optional<std::string> text = arguments.value(name);
  if (!text) return std::nullopt;
  const std::optional<double> value = baselines::part(*text);
  if (value && *value >= low && *value <= high) return value;
  const std::string hint = baselines::percent_hint(*text);
  throw Error(Fault::usage, "--" + name + ": expected a part such as 2% or 0.02, from " +
                                baselines::shortest(low) + " to " + baselines::shortest(high) +
                                ", found \"" + *text + "\"" + (hint.empty() ? "" : "; " + hint));
}

std::size_t fewest_pairs(double alpha) {
  return static_cast<std::size_t>(std::ceil(1 - std::log2(alpha)));
}

DuelLimits duel_limits(const Arguments& arguments, const stats::Policy& policy,
                       const Console& console) {
  DuelLimits limits;
  limits.max_time = seconds(arguments, "max-time");
  limits.rules.alpha =
      fraction(arguments, "alpha", stats::least_alpha, stats::most_alpha).value_or(policy.alpha);
  limits.rules.threshold = fraction(arguments, "threshold", 0, 10).value_or(policy.threshold);
  limits.rules.most_pairs =
      arguments.count("max-pairs", fewest_pairs(limits.rules.alpha), most_pairs)
          .value_or(limits.max_time ? most_pairs : pairs_without_a_time);
  limits.rules.seed = arguments.count("seed", 0, SIZE_MAX).value_or(fresh_seed(console));
  return limits;
}

std::string extent(const DuelLimits& limits, std::size_t duels) {
  const std::string pairs =
      "up to " + ci::count(limits.rules.most_pairs, "pair") + (duels > 1 ? " each" : "");
  return limits.max_time ? pairs + " in " + rough_duration(*limits.max_time) : pairs;
}

}  // namespace pawl::tools
