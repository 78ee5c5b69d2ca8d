#pragma once
/// A moderated variance is one that few launches or sessions measured badly, drawn towards what the
/// other benchmarks of the suite show: many rows with few degrees of freedom each make one good
/// estimate of how variances are spread (Smyth 2004, doi 10.2202/1544-6115.1027).

#include <optional>
#include <span>

namespace pawl::stats {

/// A variance with its degrees of freedom; 0 degrees: nothing is known.
struct Variance {
  double value = 0;
  double degrees = 0;
};

/// Fewer rows than this say too little of how variances are spread.
inline constexpr std::size_t fewest_to_moderate = 8;

/// How the true variances of a suite are spread: scaled inverse chi-squared, by its scale and its
/// degrees of freedom, fitted to mean and variance of the logarithms (Smyth's equations 6.1
/// to 6.3). Rows without degrees or with variance 0 are left out. nullopt for fewer than
/// fewest_to_moderate rows. The degrees are at most the sum of the rows' (infinity, when rows
/// differ no more than by chance, would claim more than was measured).
std::optional<Variance> variance_prior(std::span<const Variance> rows);

/// The posterior: weighted by degrees of freedom, which add up.
Variance moderated(const Variance& row, const Variance& prior);

}  // namespace pawl::stats
