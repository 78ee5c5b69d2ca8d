#pragma once
/// Clusters are the parts of a sample that are independent evidence of each other: values, or where
/// launches hold several values, launches.

#include "stats/sample.hpp"

#include <span>
#include <vector>

namespace pawl::stats {

using Clusters = std::vector<std::span<const double>>;

/// The independent parts as far as the sample can tell, viewing into it. Sessions from six on;
/// below, what sessions differ by is unknown, and it is launches. A single launch is cut into 8 to
/// 20 stretches of 25 values at least from 200 values on, so that its autocorrelation counts;
/// below, its values are taken as independent.
Clusters independent_clusters(const Sample& sample);

/// How many independent values would tell as much about quantile `q`, in (0, 1), as these clusters
/// do, in (0, size]: the size over the design effect (Kish), less what the t of so few clusters
/// costs at this confidence (Korn & Graubard 1998, Survey Methodology 24). 1 for a single cluster
/// of several values. `ascending` are all their values.
///
/// At the quantile itself the design effect is too small just when the launches that make the tail
/// happen to be missing, which is when the quantile is low, too. So it is seen there and where
/// eight times as many values are beyond, at most half, which counts three times in their geometric
/// mean (README.md).
double effective_size(const Clusters& clusters, std::span<const double> ascending, double q,
                      double confidence);

}  // namespace pawl::stats
