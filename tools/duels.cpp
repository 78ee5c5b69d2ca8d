#include "duels.hpp"

#include "baselines/did_you_mean.hpp"
#include "baselines/error.hpp"
#include "baselines/unit.hpp"
#include "project.hpp"
#include "runner/interruption.hpp"
#include "runner/progress.hpp"

#include <charconv>
#include <cmath>
#include <limits>
#include <string_view>

namespace pawl::tools {

namespace {

std::optional<double> plain_number(const std::string& text) {
  double value = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc() || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

double seconds_since(std::chrono::system_clock::time_point begin, const Console& console) {
  return std::chrono::duration<double>(console.clock() - begin).count();
}

}  // namespace

std::vector<Option> pair_options() {
  return {{"max-pairs", "N", "the most pairs of launches of a benchmark (default 100)"},
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

std::optional<double> seconds(const Arguments& arguments, const std::string& name) {
  const std::optional<std::string> text = arguments.value(name);
  if (!text) return std::nullopt;
  std::optional<double> value = plain_number(*text);
  if (!value) value = baselines::quantity(*text, "s");
  constexpr double longest = 1e9;
  if (!value || *value < 0 || *value > longest)
    throw Error(Fault::usage,
                "--" + name + ": expected a duration such as 90s or 5min, found \"" + *text + "\"");
  return value;
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
  limits.rules.alpha = fraction(arguments, "alpha", 1e-6, 0.5).value_or(policy.alpha);
  limits.rules.threshold = fraction(arguments, "threshold", 0, 10).value_or(policy.threshold);
  limits.rules.most_pairs =
      arguments.count("max-pairs", fewest_pairs(limits.rules.alpha), 10'000).value_or(100);
  limits.rules.seed = arguments.count("seed", 0, SIZE_MAX).value_or(fresh_seed(console));
  limits.max_time = seconds(arguments, "max-time");
  return limits;
}

bool hold(std::deque<Duel>& duels, std::optional<double> max_time, const std::string& heading,
          const Console& console) {
  Progress progress(console, heading, max_time.value_or(std::numeric_limits<double>::infinity()));
  const auto begin = console.clock();
  std::size_t all = 0;
  for (const Duel& duel : duels) all += duel.most_pairs();
  for (bool is_going = true; is_going;) {
    is_going = false;
    std::size_t done = 0;
    for (const Duel& duel : duels) done += duel.is_over() ? duel.most_pairs() : duel.pairs_taken();
    for (Duel& duel : duels) {
      if (duel.is_over()) continue;
      if (Interruption::signal() != 0) return false;
      if (max_time && seconds_since(begin, console) >= *max_time) return false;
      progress.step(done++, all, duel.name());
      duel.take_pair();
      is_going = true;
    }
  }
  return true;
}

const baselines::Benchmark& benchmark_named(const baselines::Config& config,
                                            const std::string& name) {
  std::vector<std::string_view> known;
  for (const baselines::Benchmark& benchmark : config.benchmarks) {
    known.push_back(benchmark.name);
    if (benchmark.name != name) continue;
    if (benchmark.load || benchmark.service)
      throw Error(Fault::input, benchmark.place + ": benchmark " + name +
                                    ": expected a command, found load or a service, which cannot "
                                    "be measured in pairs");
    return benchmark;
  }
  const std::string hint = baselines::did_you_mean(name, known);
  throw Error(Fault::usage, name + ": pawl.toml has no benchmark of that name" + hint);
}

}  // namespace pawl::tools
