#pragma once
/// A Suppression says that somebody knows of a regression and answers for it until a day: the gate
/// still shows it, but does not fail for it. Suppressions are one file, committed beside the
/// baselines (FORMAT.md), so that accepting is reviewed like code.

#include "machine.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

struct Suppression {
  std::string
      benchmark;        ///< the whole name, no pattern: what is new tomorrow is not accepted today
  std::string metric;   ///< empty: every one
  std::string testbed;  ///< empty: every one
  std::string owner, reason;      ///< never empty
  std::string since;              ///< "2026-11-25"; empty: not known
  std::string expires;            ///< the last day on which it holds
  std::optional<double> at_most;  ///< the worsening it covers, a part of one; absent: any
  UnknownFields unknown{};
  bool operator==(const Suppression&) const = default;
};

/// Whether `today` (a date, or a time in RFC 3339) lies after its last day.
bool is_expired(const Suppression& suppression, std::string_view today);

/// Reads the file; `name` stands for it in errors. Throws Error (Fault::input): a suppression
/// without an owner, a reason or a day of expiry is none.
std::vector<Suppression> parse_suppressions(std::string_view text, std::string_view name);

/// Writes the file: sorted by benchmark, metric and testbed, one line each.
std::string suppressions_json(std::vector<Suppression> suppressions);

/// With `added` in the place of those for the same benchmark, metric and testbed.
std::vector<Suppression> with(std::vector<Suppression> suppressions, const Suppression& added);

/// What is wrong with the suppressions on the day `today`, a sentence each, the file's `name`
/// first: expired ones, and those for a benchmark that is none of `benchmarks`.
std::vector<std::string> verify(const std::vector<Suppression>& suppressions, std::string_view name,
                                std::string_view today, const std::vector<std::string>& benchmarks);

struct SuppressionMerge {
  std::vector<Suppression> merged;
  std::vector<std::string> conflicts;  ///< a sentence each; when there are any, merged is no result
};

/// Three-way, as merge_baselines.hpp has it: each suppression by itself, whoever changed it wins.
SuppressionMerge merge(const std::vector<Suppression>& ancestor,
                       const std::vector<Suppression>& ours,
                       const std::vector<Suppression>& theirs);

}  // namespace pawl::baselines
