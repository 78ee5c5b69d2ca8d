#pragma once
/// A bisect state is what a bisection has found out so far, kept in a file so that it can continue
/// after an interruption.

#include "stats/sequential/step_search.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools {

/// What a bisection is of; two are the same when all of it is.
struct BisectQuestion {
  std::string good, bad;  ///< full hashes
  std::string benchmark, metric, build;
  bool operator==(const BisectQuestion&) const = default;
};

/// A commit measured against good, or found broken: then `broken` says how.
struct BisectTest {
  std::string commit;
  stats::StepEvidence seen{};
  std::string broken{};
};

struct BisectState {
  BisectQuestion question;
  std::optional<stats::StepEvidence> step;  ///< of bad against good
  std::vector<BisectTest> tests;
};

std::string bisect_state_json(const BisectState& state);

/// Throws Error (Fault::input): "NAME: expected, found".
BisectState parse_bisect_state(std::string_view text, std::string_view name);

/// The search after all tests of the state. `commits`: after good, up to bad, oldest first.
/// `state.step` is there. Error (Fault::input) for a test of another commit.
stats::StepSearch replayed(const BisectState& state, const std::vector<std::string>& commits);

}  // namespace pawl::tools
