#pragma once
/// Better says which way of a metric is good: latency wants lower, throughput higher.

namespace pawl::stats {

enum class Better { lower, higher };

}  // namespace pawl::stats
