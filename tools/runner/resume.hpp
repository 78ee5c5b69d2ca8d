#pragma once
/// To resume a run is to launch what an earlier one, interrupted, has not launched yet.

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

/// What keeps `former` from being gone on with by a run that begins as `now`: another commit, suite
/// or machine, or several sessions. A sentence; empty when nothing does.
std::string why_not_resumed(const baselines::Run& former, const baselines::Run& now);

/// The benchmarks that `former` has too few launches of, each with the number that is missing. One
/// that stops by itself (`until`, `max_time`) is missing only from a run that ended early.
std::vector<baselines::Benchmark> missing(const std::vector<baselines::Benchmark>& benchmarks,
                                          const baselines::Run& former);

/// `former` with the launches of `now` behind its own, in the same session, and the time of `now`
/// under "resumed". A failure of `former` stays, unless it gave no sample at all and so was tried
/// anew.
baselines::Run resumed(const baselines::Run& former, const baselines::Run& now);

}  // namespace pawl::tools
