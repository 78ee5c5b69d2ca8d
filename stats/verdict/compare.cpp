#include "compare.hpp"

#include "finding.hpp"
#include "prospects.hpp"
#include "stats/autocorrelation.hpp"
#include "stats/ranks/effect.hpp"
#include "stats/ranks/mann_whitney.hpp"
#include "stats/shape/modes.hpp"
#include "steadiness.hpp"
#include "units.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace pawl::stats {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Sessions have a variance of their own from this many degrees of freedom (three sessions on one
/// side): one degree needs a change of 64 standard errors to be significant at 0.01.
constexpr std::size_t fewest_session_degrees = 2;

/// Ranks serve where they can reach a p this much below alpha, as a report of many rows needs.
constexpr double rank_reserve = 20;

/// Sessions of fewer launches have levels that show their modes.
constexpr std::size_t fewest_in_session = 3;

/// A wandering machine's sessions are taken to deviate by this many times the launches' spread. On
/// such a machine identical code moved by up to seven spreads: 2.58 · √2 · 2 = 7.3.
constexpr double wander = 2;

/// Launches shown to scatter by more than this have been disturbed, whatever their order. Medians
/// of several iterations scatter less than single values.
constexpr double disturbed_launches = 0.08, disturbed_values = 0.15;

/// Values without a ratio lie apart from this A12 on. One session of nearer ones is taken for a
/// machine's that wanders: of what they scatter by nothing says how much that is.
constexpr double clearly_apart = 0.95;

/// Neighbouring launches that make the error grow by more than this are worth a word.
constexpr double worth_a_warning = 1.2;

double a12_of(const Sample& before, const Sample& now) {
  std::vector<double> sorted(before.values().begin(), before.values().end());
  std::sort(sorted.begin(), sorted.end());
  double wins = 0;
  for (const double value : now.values()) {
    const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
    wins += static_cast<double>(first - sorted.begin()) + static_cast<double>(last - first) / 2;
  }
  return wins / static_cast<double>(before.size()) / static_cast<double>(now.size());
}

/// now / before, 1 where both are 0.
double ratio_of(double before, double now) {
  return before == now ? 1.0 : now / before;
}

Comparison described(const Sample& before, const Sample& now, const Side& before_side,
                     const Side& now_side) {
  Comparison result{.before = before_side, .now = now_side};
  result.a12 = a12_of(before, now);
  result.ratio = {ratio_of(before_side.median, now_side.median), 0, infinity};
  result.minimum_detectable = infinity;
  return result;
}

/// What the two sides' units allow to be said, in the order of preference.
class Inquiry {
 public:
  Inquiry(const Units& before, const Units& now, Comparison& result, const Policy& policy)
      : before_(before), now_(now), result_(result), policy_(policy) {}

  Finding finding(double yardstick_variance) const {
    const bool positive = before_.positive() && now_.positive();
    const bool apart = result_.situation != Situation::interleaved;
    const bool has_sessions = apart && session_degrees() >= fewest_session_degrees;
    if (positive && has_sessions)
      if (const auto found = sessions_finding(before_, now_, policy_.confidence)) {
        result_.by_launches = by_launches();
        return with_assumed(*found, yardstick_variance, policy_.confidence);
      }
    if (launches() < 4 || std::min(before_.launches.size(), now_.launches.size()) < 2) return {};
    if (!positive) return without_a_ratio(has_sessions);
    if (!apart) return interleaved();
    const double assumed = wandering();
    if (assumed > 0 && move_together(before_.launches, now_.launches)) return moved_together();
    return with_assumed(independent(unpaired()), assumed + yardstick_variance, policy_.confidence);
  }

 private:
  std::size_t launches() const { return before_.launches.size() + now_.launches.size(); }
  std::size_t session_degrees() const { return before_.sessions() + now_.sessions() - 2; }

  std::optional<ByLaunches> by_launches() const {
    for (const Units* side : {&before_, &now_})
      if (side->launches.size() < fewest_in_session * side->sessions()) return std::nullopt;
    const Finding found = shift_of_launches();
    return ByLaunches{found.p, found.low, found.high};
  }

  Finding without_a_ratio(bool has_sessions) const {
    result_.warnings.push_back({WarningKind::not_positive, 0});
    const auto [low, high] = std::ranges::minmax(before_.launches);
    const auto [low_now, high_now] = std::ranges::minmax(now_.launches);
    result_.extent = std::max(high, high_now) - std::min(low, low_now);
    if (has_sessions)
      if (const auto found = levels_finding(before_, now_)) return *found;
    const bool one_speaks_for_all = result_.situation != Situation::interleaved && !has_sessions;
    if (one_speaks_for_all && std::abs(result_.a12 - 0.5) < clearly_apart - 0.5)
      result_.noise_floor = infinity;
    return order_finding(before_.launches, now_.launches);
  }

  Finding interleaved() const {
    const bool median = policy_.statistic == Statistic::median;
    if (!median || before_.launches.size() != now_.launches.size()) return unpaired();
    const double best = std::ldexp(1, 1 - static_cast<int>(before_.launches.size()));
    if (best > policy_.alpha)
      if (const auto found = pairs_finding(before_.launches, now_.launches, policy_.confidence))
        return *found;
    return signed_rank_finding(before_.launches, now_.launches, policy_.confidence);
  }

  Finding moved_together() const {
    std::erase_if(result_.warnings, [](const Warning& warning) {
      return warning.kind == WarningKind::single_session ||
             warning.kind == WarningKind::unsteady_machine;
    });
    result_.warnings.push_back({WarningKind::moved_together, 0});
    result_.noise_floor = 0;
    return interleaved();
  }

  Finding unpaired() const {
    if (const auto found = statistic_finding(before_, now_, policy_.statistic, policy_.confidence))
      return *found;
    return shift_of_launches();
  }

  Finding shift_of_launches() const {
    const bool constant = are_equal(logs(before_.launches)) && are_equal(logs(now_.launches));
    const double best = smallest_p(before_.launches.size(), now_.launches.size());
    if (constant || best * rank_reserve <= policy_.alpha)
      return rank_sum_finding(before_.launches, now_.launches, policy_.confidence);
    return launches_finding(before_.launches, now_.launches, policy_.confidence);
  }

  /// As if launches were independent of their neighbours.
  Finding independent(const Finding& found) const {
    const Dependence seen = dependence(before_.launches, now_.launches);
    result_.neighbours = neighbour_correlation(before_.launches, now_.launches);
    result_.has_few_neighbours =
        std::min(before_.launches.size(), now_.launches.size()) < fewest_to_correlate;
    result_.inflation = seen.inflation;
    if (seen.inflation > worth_a_warning)
      result_.warnings.push_back({WarningKind::autocorrelated, seen.inflation});
    return with_dependence(found, seen, policy_.confidence);
  }

  /// The variance to assume because one session does not speak for a machine that wanders.
  double wandering() const {
    const Steadiness seen =
        steadiness(logs(before_.launches), logs(now_.launches), policy_.unsteady, disturbed());
    if (session_degrees() < fewest_session_degrees)
      result_.warnings.push_back({WarningKind::single_session, policy_.noise_floor});
    result_.noise_floor = policy_.noise_floor * std::sqrt(session_weight(result_));
    if (!seen.wanders) return 0;
    result_.warnings.push_back({WarningKind::unsteady_machine, seen.spread});
    return std::pow(wander * seen.spread, 2) * session_weight(result_);
  }

  double disturbed() const {
    const bool averaged = !before_.single_valued && !now_.single_valued;
    return averaged ? disturbed_launches : disturbed_values;
  }

  const Units& before_;
  const Units& now_;
  Comparison& result_;
  const Policy& policy_;
};

/// What both sides look like, whatever the evidence says.
void remark_on_shape(const Sample& before, const Sample& now, const Units& a, const Units& b,
                     const Policy& policy, Comparison& result) {
  const std::size_t humps = std::max(modes(a.launches).size(), modes(b.launches).size());
  if (humps > 1) result.warnings.push_back({WarningKind::multimodal, static_cast<double>(humps)});
  double step = 0;
  for (const auto& [sample, side] : {std::pair{&before, &result.before}, {&now, &result.now}})
    if (const auto coarse = quantisation(sample->values()); coarse && side->median != 0)
      step = std::max(step, std::abs(coarse->step / side->median));
  if (step > policy.threshold / 2) result.warnings.push_back({WarningKind::quantised, step});
}

/// Whether all could be divided; otherwise they are as they were.
bool divide(std::vector<double>& launches, double ratio) {
  std::vector<double> divided;
  for (const double value : launches) {
    divided.push_back(value / ratio);
    if (!is_held(value, divided.back())) return false;
  }
  launches = std::move(divided);
  return true;
}

}  // namespace

Comparison compare(const Sample& before, const Sample& now, Better better, Situation situation,
                   const Policy& policy, std::optional<YardstickShift> yardstick) {
  const Units a = units_of(before, policy.statistic);
  Units b = units_of(now, policy.statistic);
  Comparison result = described(before, now, side_of(before, a, policy), side_of(now, b, policy));
  result.better = better;
  result.situation = situation;
  remark_on_shape(before, now, a, b, policy, result);
  if (situation == Situation::incomparable) return result;
  const bool normalised =
      situation == Situation::same_testbed && yardstick && divide(b.launches, yardstick->ratio);
  if (normalised) {
    result.warnings.push_back({WarningKind::yardstick_used, yardstick->ratio});
    result.ratio.estimate /= yardstick->ratio;
  }
  const Finding found =
      Inquiry(a, b, result, policy).finding(normalised ? yardstick->log_variance : 0);
  if (found.evidence == Evidence::none) {
    const std::size_t launches = std::min(before.launches(), now.launches());
    result.warnings.push_back({WarningKind::few_launches, static_cast<double>(launches)});
    result.launches_needed = fewest_values(policy.alpha);
    return result;
  }
  result.evidence = found.evidence;
  result.p = found.p;
  result.shift = found.shift;
  result.unit = found.unit;
  result.unit_weight = found.unit_weight;
  result.assumed = found.assumed;
  set_prospects(result, policy);
  result.ratio.low = std::min(result.ratio.estimate, std::exp(found.low));
  result.ratio.high = std::max(result.ratio.estimate, std::exp(found.high));
  return result;
}

}  // namespace pawl::stats
