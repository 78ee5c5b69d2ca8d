#include "judge.hpp"

#include "multiple.hpp"
#include "pooling.hpp"
#include "prospects.hpp"
#include "stats/tails.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

namespace pawl::stats {
namespace {

std::vector<double> adjusted(const std::vector<double>& p, Correction correction) {
  switch (correction) {
    case Correction::none:
      return p;
    case Correction::benjamini_hochberg:
      return benjamini_hochberg(p);
    case Correction::holm:
      return holm(p);
  }
  return p;
}

/// Of the statistic, on the log scale; infinite from or to 0.
double change(const Comparison& row) {
  const double before = row.before.median, now = row.now.median;
  if (before > 0 && now > 0) return std::log(row.ratio.estimate);
  const double step = std::log1p(std::abs(now - before) / std::abs(before));
  return now == before ? 0 : std::copysign(step, now - before);
}

/// A change of just the threshold, as counts make it (50 to 51 at 2 %), is not beyond it, whatever
/// rounding makes of it.
bool beyond_threshold(const Comparison& row, const Policy& policy) {
  constexpr double rounding = 1e-15;
  const double before = row.before.median, now = row.now.median;
  const double off = rounding * std::max(std::abs(before), std::abs(now));
  return std::abs(change(row)) > std::log1p(policy.threshold) + rounding &&
         std::abs(now - before) > policy.absolute_floor + off;
}

bool within_threshold(const Comparison& row, const Policy& policy) {
  const bool is_bounded = std::isfinite(row.before.low) && std::isfinite(row.now.low);
  if (is_bounded && row.extent <= policy.absolute_floor) return true;
  const double least = std::min(std::abs(row.before.median), std::abs(row.now.median));
  const double floor = least > 0 ? policy.absolute_floor / least : 0;
  const double high = (1 + std::max(policy.threshold, floor)) * (1 + rounding_of_logs);
  return row.ratio.low >= 1 / high && row.ratio.high <= high;
}

/// Whether that holds with what sessions are assumed to differ by, too: no alarm rests on it, but
/// that there is no change is not shown without it. Values that are all the same differ by nothing.
bool shown_within_threshold(Comparison row, const Policy& policy) {
  if (!within_threshold(row, policy)) return false;
  if (row.shift.error == 0) return true;
  widen(row, row.noise_floor * normal_beyond(1 - policy.confidence));
  return within_threshold(row, policy);
}

bool warned(const Comparison& row, WarningKind kind) {
  return std::any_of(row.warnings.begin(), row.warnings.end(),
                     [kind](const Warning& warning) { return warning.kind == kind; });
}

Reason why_open(const Comparison& row, const Policy& policy) {
  if (row.situation == Situation::incomparable) return Reason::incomparable;
  if (row.evidence == Evidence::none) return Reason::too_few_launches;
  if (warned(row, WarningKind::unsteady_machine)) return Reason::unsteady_machine;
  if (lacks_launches(row, policy)) return Reason::not_significant;
  if (row.evidence == Evidence::sessions_t) return Reason::sessions_vary;
  if (warned(row, WarningKind::suite_sessions)) return Reason::sessions_vary;
  return Reason::not_significant;
}

Judgement judged(const Comparison& row, double p_adjusted, const Policy& policy) {
  const auto result = [&](Verdict verdict, Reason reason) {
    return Judgement{verdict, reason, p_adjusted, row};
  };
  const auto moved = [&](Reason reason) {
    const bool worse = (change(row) > 0) == (row.better == Better::lower);
    return result(worse ? Verdict::regression : Verdict::improvement, reason);
  };
  if (row.evidence == Evidence::exact)
    return beyond_threshold(row, policy) ? moved(Reason::counted)
                                         : result(Verdict::unchanged, Reason::within_threshold);
  const bool significant = row.evidence != Evidence::none && p_adjusted <= policy.alpha;
  if (significant && beyond_threshold(row, policy)) {
    if (std::abs(row.shift.estimate) <= run_to_run(row, policy))
      return result(Verdict::inconclusive, Reason::sessions_vary);
    return moved(Reason::changed);
  }
  if (shown_within_threshold(row, policy))
    return result(Verdict::unchanged, Reason::within_threshold);
  if (within_threshold(row, policy)) {
    Judgement open = result(Verdict::inconclusive, Reason::sessions_vary);
    open.comparison.launches_needed = std::nullopt;
    open.comparison.sessions_needed = enough_sessions;
    return open;
  }
  return result(Verdict::inconclusive,
                significant ? Reason::near_threshold : why_open(row, policy));
}

/// Exact rows have no p, so they take no part in sharing alpha.
std::vector<Judgement> judged(const std::vector<Comparison>& rows, const Policy& policy) {
  std::vector<double> p;
  for (const Comparison& row : rows)
    if (row.evidence != Evidence::exact) p.push_back(row.p);
  p = adjusted(p, policy.correction);
  std::vector<Judgement> judgements;
  auto next = p.begin();
  for (const Comparison& row : rows)
    judgements.push_back(judged(row, row.evidence == Evidence::exact ? 1 : *next++, policy));
  return judgements;
}

/// What p has to be at most where one of the rows has changed, and no other.
double alpha_of_one(const std::vector<Comparison>& rows, const Policy& policy) {
  if (policy.correction == Correction::none) return policy.alpha;
  const auto sharing = std::ranges::count_if(
      rows, [](const Comparison& row) { return row.evidence != Evidence::exact; });
  return policy.alpha / static_cast<double>(std::max<std::ptrdiff_t>(sharing, 1));
}

/// Sets what is detectable of each row to what it takes in this report.
void set_detectable(std::vector<Comparison>& rows, const Policy& policy) {
  const double alpha = alpha_of_one(rows, policy);
  for (Comparison& row : rows)
    if (row.evidence != Evidence::exact && row.evidence != Evidence::none)
      row.minimum_detectable = detectable_at(alpha, row, policy);
}

/// What is left of the rows when the machine's shift is divided out.
std::vector<Comparison> residuals(std::vector<Comparison> rows, const EnvironmentEvent& event) {
  for (Comparison& row : rows) {
    if (!shares_environment(row)) continue;
    const double common = row.better == Better::lower ? event.ratio : 1 / event.ratio;
    row.shift.estimate -= std::log(common);
    row.p = two_sided_p(row.shift);
    if (row.by_launches) row.p = std::max(row.p, row.by_launches->p);
    row.ratio.estimate /= common;
    row.ratio.low /= common;
    row.ratio.high /= common;
  }
  return rows;
}

}  // namespace

void doubt(std::span<Judgement> judgements, std::span<const Judgement> beside, Reason reason) {
  for (std::size_t i = 0; i < judgements.size(); ++i) {
    if (judgements[i].verdict == beside[i].verdict) continue;
    judgements[i].verdict = Verdict::inconclusive;
    judgements[i].reason = reason;
  }
}

SuiteJudgement judge(std::span<const Comparison> comparisons, const Policy& policy) {
  std::vector<Comparison> rows = pooled({comparisons.begin(), comparisons.end()}, policy);
  set_detectable(rows, policy);
  SuiteJudgement result;
  result.rows = judged(rows, policy);
  result.event = environment_event(rows, policy);
  if (result.event)
    doubt(result.rows, judged(residuals(rows, *result.event), policy), Reason::environment);
  return result;
}

}  // namespace pawl::stats
