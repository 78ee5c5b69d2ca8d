#pragma once
/// A Screening judges a change by the baseline that was committed where the change branched off,
/// not by whatever its own branch says. Where the change itself replaces a baseline, the new one is
/// judged against, and the report says so.

#include "baselines/baseline/baseline.hpp"
#include "baselines/run/run.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

struct Screening {
  baselines::Baseline baseline;      ///< what is judged against; its name is `head`'s or `base`'s
  std::vector<std::string> brought;  ///< benchmarks whose baseline the change brings, sorted
  std::string reason;                ///< of the newest session that it brings, from outside
  std::vector<std::string> dropped;  ///< benchmarks that the change has done with, sorted
};

/// Of the baseline at the base and at the change's head: each series as the base has it, but where
/// none of the base's sessions is left of it at the head (`/pawl accept` put another measurement in
/// its place) as the head has it. Benchmarks that the head's has no more (`pawl baseline drop`) and
/// `now`, which is judged, has not either are left out. nullopt where there is neither baseline.
std::optional<Screening> screening(const std::optional<baselines::Baseline>& base,
                                   const std::optional<baselines::Baseline>& head,
                                   const baselines::Run& now);

/// For the report: which benchmarks are judged by what the change brings, and which it drops; a
/// sentence each, none where there are none.
std::vector<std::string> warnings_of(const Screening& screening);

/// How many whole days before `time` (RFC 3339) the baseline's newest session was measured, where
/// that is more than `most`; nullopt where it is not, or either time is unknown. Sessions of later
/// than that, as a clock makes them that is fast, tell nothing.
std::optional<long> days_stale(const baselines::Baseline& baseline, std::string_view time,
                               std::chrono::seconds most);

}  // namespace pawl::ci
