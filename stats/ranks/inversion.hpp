#pragma once
/// Inversion turns a test of "the ratio is 1" into an interval: the ratios that the test, with
/// before multiplied by them, would not reject. So test and interval cannot disagree.

#include "stats/ratio_interval.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// The least k in (rejected, accepted] from which on `accepts` holds, by widening steps from
/// `guess` and bisection. Where `accepts` changes more than once, one of the changes.
std::size_t first_accepted(std::size_t rejected, std::size_t accepted, std::size_t guess,
                           const std::function<bool(std::size_t)>& accepts);

/// Logs, ascending; nullopt where one is ≤ 0.
std::optional<std::vector<double>> sorted_logs(std::span<const double> values);

/// exp, but a finite log never becomes 0 or infinite.
double ratio_of_log(double log);

/// Makes the interval hold 1 exactly where the test of the ratio 1 itself does not reject. They can
/// differ at an end: with ties, the test at the very ratio where its statistic steps has a null
/// distribution of its own. `larger`: whether now tends to be larger.
RatioInterval agreeing_at_one(RatioInterval interval, bool rejects, bool larger);

}  // namespace pawl::stats
