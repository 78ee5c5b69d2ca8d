#include "change_candidates.hpp"

#include "sample.hpp"
#include "segment.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

namespace pawl::stats {
namespace {

/// In standard errors.
struct Split {
  std::size_t at = 0;
  double difference = 0;
};

/// Values in spreads from their median, drawn in to ± 3.
std::vector<double> drawn_in(std::span<const double> values, double grain) {
  std::vector<double> scores(values.begin(), values.end());
  const double middle = median(scores);
  const double spread = std::max(spread_of_neighbours(values), grain);
  for (double& score : scores)
    score = spread > 0 ? std::clamp((score - middle) / spread, -3.0, 3.0)
                       : static_cast<double>((score > middle) - (score < middle)) * 3.0;
  return scores;
}

Split best_split(std::span<const double> values, double grain, std::size_t shortest) {
  const std::vector<double> scores = drawn_in(values, grain);
  double total = 0, left = 0;
  for (const double score : scores) total += score;
  Split best;
  for (std::size_t k = 1; k + shortest <= scores.size(); ++k) {
    left += scores[k - 1];
    if (k < shortest) continue;
    const auto before = static_cast<double>(k), after = static_cast<double>(scores.size() - k);
    const double difference =
        std::abs((total - left) / after - left / before) / std::sqrt(1 / before + 1 / after);
    if (difference > best.difference) best = {k, difference};
  }
  return best;
}

std::vector<std::size_t> apart(std::vector<std::size_t> places, std::size_t size,
                               std::size_t shortest) {
  std::sort(places.begin(), places.end());
  std::vector<std::size_t> kept;
  for (const std::size_t place : places)
    if (place >= (kept.empty() ? 0 : kept.back()) + shortest && size - place >= shortest)
      kept.push_back(place);
  return kept;
}

}  // namespace

std::vector<std::size_t> change_candidates(std::span<const double> values, double grain,
                                           const CandidateRule& rule) {
  std::vector<std::size_t> places;
  const std::size_t size = values.size();
  if (size < 2 * rule.shortest) return {};
  for (auto length = 2 * static_cast<double>(rule.shortest);; length *= std::numbers::sqrt2) {
    const std::size_t width = std::min(size, static_cast<std::size_t>(length));
    for (std::size_t begin = 0;; begin += std::max<std::size_t>(1, width / 2)) {
      begin = std::min(begin, size - width);
      const Split split = best_split(values.subspan(begin, width), grain, rule.shortest);
      if (split.difference > rule.enough) places.push_back(begin + split.at);
      if (begin + width == size) break;
    }
    if (width == size) break;
  }
  return apart(std::move(places), size, rule.shortest);
}

}  // namespace pawl::stats
