#pragma once
/// What importers of line-oriented text share.

#include "baselines/run/requests.hpp"
#include "baselines/run/run_builder.hpp"
#include "baselines/text/lines.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pawl::baselines {

/// The line's words, which blanks separate.
std::vector<std::string_view> words(std::string_view line);

/// The number that the whole word is, thousands separated by commas or not; nullopt when it is
/// none, or has another comma, as where that separates decimals ("0,014", which is not 14).
std::optional<double> number(std::string_view word);

/// The number that the word begins with, and what follows it: "2.52ms" → {2.52, "ms"}.
struct Measured {
  double value = 0;
  std::string_view unit;
};
std::optional<Measured> measured(std::string_view word);

/// Whether one of the first thousand lines, within the first MiB, is as `is_one` says.
template <typename Is>
bool any_line(std::string_view text, Is is_one) {
  constexpr std::size_t enough = 1000;
  bool found = false;
  for_each_line(text.substr(0, std::size_t{1} << 20),
                [&](std::string_view line, std::size_t number) {
                  found = found || (number <= enough && is_one(line));
                });
  return found;
}

/// Names of the benchmarks of a harness that measures each of them once: one that comes again is
/// another benchmark's, and gets its number, "join (2)"; their values would else be one series.
class OwnNames {
 public:
  std::string of(const std::string& name);
  /// "join" of "join (2)"; any other name as it is.
  static std::string_view unnumbered(std::string_view name);

 private:
  std::unordered_map<std::string, std::size_t> times_;  ///< that a name came
};

/// Tells how many requests of a load test failed, if any did; of more than is tolerable, that the
/// benchmark has failed.
void tell_failed_requests(RunBuilder& builder, std::string_view benchmark,
                          const Requests& requests);

/// The same of each target, which is a benchmark.
void tell_failed_requests(RunBuilder& builder, const std::map<std::string, Requests>& targets);

/// Notes that `what` has no raw samples, only the statistic.
void note_summary_only(RunBuilder& builder, std::string_view what, std::string_view statistic);

/// Whether it is such a note of a run: of several launches each is then a sample.
bool says_summary_only(std::string_view note);

}  // namespace pawl::baselines
