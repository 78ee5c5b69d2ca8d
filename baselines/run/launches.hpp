#pragma once
/// Launches of several sessions, put together into one.

#include "run.hpp"

#include <vector>

namespace pawl::baselines {

/// Those of all the sessions, in their order.
stats::Sample::Session launches_of(std::vector<stats::Sample::Session> sessions);

/// Appends the launches of `more` to the one session of the series of its benchmark and metric,
/// which is made when there is none, and is thinned when one of them is.
void append_launches(std::vector<Series>& all, Series more);

}  // namespace pawl::baselines
