#pragma once
/// A Suppression says that somebody knows of a regression and answers for it until a day: the gate
/// still shows it, but does not fail for it. Suppressions are one file, committed beside the
/// baselines (FORMAT.md), so that accepting is reviewed like code.

#include "baselines/text/unknown_fields.hpp"
#include "file_signature.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

struct Suppression {
  std::string benchmark;          ///< the whole name; a pattern would accept what is new tomorrow
  std::string metric;             ///< empty: every one
  std::string testbed;            ///< empty: every one
  std::string owner, reason;      ///< never empty
  std::string since;              ///< "2026-11-25"; empty: not known
  std::string expires;            ///< the last day on which it holds
  std::optional<double> at_most;  ///< the worsening it covers, a part of one; absent: any
  UnknownFields unknown{};
  bool operator==(const Suppression&) const = default;
};

/// What the file holds.
struct Suppressions {
  std::vector<Suppression> all;
  std::optional<FileSignature> signature{};
  bool operator==(const Suppressions&) const = default;
};

/// Whether `today` (a date, or a time in RFC 3339) lies after its last day, or either is no date.
bool is_expired(const Suppression& suppression, std::string_view today);

/// Which regressions it covers, without a bound: "parse wall_time on lab".
std::string described(const Suppression& suppression);

/// Reads the file; `name` stands for it in errors. Throws Error (Fault::input): a suppression
/// without an owner, a reason or a day of expiry is none.
Suppressions parse_suppressions(std::string_view text, std::string_view name);

/// Writes the file: sorted by benchmark, metric and testbed, one line each.
std::string suppressions_json(const Suppressions& suppressions);

/// Whether both are for the same benchmark, metric and testbed.
bool are_alike(const Suppression& one, const Suppression& other);

/// With `added` in the place of those for the same benchmark, metric and testbed, unsigned.
Suppressions with(Suppressions suppressions, const Suppression& added);

/// Without those that `leaves` holds for; still signed where it holds for none.
Suppressions without(Suppressions suppressions,
                     const std::function<bool(const Suppression&)>& leaves);

/// What a signature of the suppressions is made over: all of the file but the signature.
std::string signed_text(const Suppressions& suppressions);

/// Why they are not signed by one of `signers`, as the end of a sentence; empty when they are, and
/// where there are none: nothing need be signed.
std::string signature_problem(const Suppressions& suppressions,
                              const std::vector<std::string>& signers);

/// What verify() holds suppressions against.
struct SuppressionExpectations {
  std::string today;                      ///< a date, or a time in RFC 3339
  std::vector<std::string> benchmarks{};  ///< those that there are
  Signers signers{};
};

/// What is wrong with the suppressions, a sentence each, the file's `name` first: expired ones,
/// those for a benchmark that there is not, a signature that is missing or does not fit.
std::vector<std::string> verify(const Suppressions& suppressions, std::string_view name,
                                const SuppressionExpectations& expected);

struct SuppressionMerge {
  Suppressions merged;                 ///< unsigned
  std::vector<std::string> conflicts;  ///< a sentence each; when there are any, merged is no result
};

/// Three-way, as merge_baselines.hpp has it: each suppression by itself, whoever changed it wins.
SuppressionMerge merge(const Suppressions& ancestor, const Suppressions& ours,
                       const Suppressions& theirs);

}  // namespace pawl::baselines
