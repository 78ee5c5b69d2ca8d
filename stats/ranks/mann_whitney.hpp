#pragma once
/// Mann-Whitney's U asks of two samples whether values of now tend to be larger than those of
/// before; it assumes nothing of their distribution but that the values are independent (so: one a
/// launch).

#include "rank_sum_null.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace pawl::stats {

struct MannWhitney {
  double u = 0;      ///< pairs with now > before, ties counting half: 0 … nm
  double a12 = 0.5;  ///< u / nm: P(a value of now > one of before), ties half
  double p = 1;      ///< two-sided: P(|U − nm/2| ≥ |u − nm/2|) if the labels meant nothing
  double p_greater = 1;   ///< P(U ≥ u): small where now is larger
  double p_less = 1;      ///< P(U ≤ u): small where now is smaller
  double smallest_p = 1;  ///< the least two-sided p that n, m and these ties allow
  NullMethod method = NullMethod::exact;
};

/// Neither is empty, none is NaN. Mann & Whitney 1947 (Ann. Math. Stat. 18:50); A12: Vargha &
/// Delaney 2000 (J. Educ. Behav. Stat. 25:101).
MannWhitney mann_whitney(std::span<const double> before, std::span<const double> now);

/// What the test sees of two samples: all but the order is gone.
struct Ranking {
  std::int64_t w = 0;               ///< 2U
  std::vector<std::size_t> groups;  ///< how many pooled values are equal, ascending by value
};

/// Both ascending.
Ranking rank(std::span<const double> before, std::span<const double> now);

}  // namespace pawl::stats
