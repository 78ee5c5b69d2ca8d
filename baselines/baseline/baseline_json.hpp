#pragma once
/// A baseline as a file (FORMAT.md): organised by benchmark, one line for each benchmark, metric
/// and session, so that an update's diff shows the lines of what changed and no other.

#include "baseline.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// Reads a baseline. `name` stands for the file in errors. Throws Error (Fault::input).
/// Checksums are read, not checked: that is verify's.
Baseline parse_baseline(std::string_view text, std::string_view name);

/// Writes a baseline, with the checksum of each session made anew.
std::string baseline_json(const Baseline& baseline);

/// The ids of the sessions whose checksum, as it was read, does not fit their contents: somebody
/// edited them. Writing the baseline would hide that.
std::vector<std::string> edited_sessions(const Baseline& baseline);

/// What a signature of the baseline is made over: all of it but the signature.
std::string signed_text(const Baseline& baseline);

/// Why the baseline is not signed by one of `signers`, as the end of a sentence; empty when it is.
std::string signature_problem(const Baseline& baseline, const std::vector<std::string>& signers);

/// What verify() expects of a baseline beyond its format.
struct BaselineExpectations {
  std::string suite, testbed;  ///< that the file's place says; empty: any
  std::string now;             ///< RFC 3339, UTC; empty: age is not looked at
  double oldest_days = 90;     ///< the newest session's age beyond which a baseline is stale
  Signers signers{};
  /// Whether a commit is known (an ancestor, say); empty: every commit named is.
  std::function<bool(const std::string& commit)> knows_commit{};
};

/// What is wrong with the baseline `text`, a sentence each, the file's `name` first; empty when
/// nothing is.
std::vector<std::string> verify(std::string_view text, std::string_view name,
                                const BaselineExpectations& expectations = {});

}  // namespace pawl::baselines
