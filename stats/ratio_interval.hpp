#pragma once
/// A RatioInterval is an estimate of a ratio now / before, with how far off it may be.

namespace pawl::stats {

/// `low` may be 0 and `high` +infinity where the data do not bound it.
struct RatioInterval {
  double estimate = 1;
  double low = 0;
  double high = 0;
};

}  // namespace pawl::stats
