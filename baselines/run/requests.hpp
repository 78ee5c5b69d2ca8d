#pragma once
/// Requests are what a load consists of. Some fail: refusing is often quicker than answering, so
/// that a load of which many do has failed, whatever its times.

namespace pawl::baselines {

/// Of one target; `failed` are among `all`.
struct Requests {
  double all = 0, failed = 0;
};

/// The share of all requests that may fail.
inline constexpr double tolerable_failures = 0.01;

}  // namespace pawl::baselines
