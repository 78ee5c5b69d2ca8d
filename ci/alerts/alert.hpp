#pragma once
/// An Alert is a regression or a broken budget as it lives on from report to report: it opens,
/// stays open without being announced again, and is gone. Its fingerprint is the same wherever it
/// is delivered.

#include "ci/report.hpp"

#include <initializer_list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

struct Alert {
  std::string fingerprint;        ///< 32 hexadecimal digits
  std::string benchmark, metric;  ///< from outside; empty: the whole suite shifted
  stats::Better better = stats::Better::lower;
  std::string summary;  ///< one plain line
  bool operator==(const Alert&) const = default;
};

/// What a report says of the alerts of its suite and testbed.
struct Alerts {
  std::vector<Alert> firing;     ///< worst first
  std::set<std::string> unsure;  ///< fingerprints that are neither firing nor known to be gone
  std::set<std::string> well;    ///< of rows judged to be well; a row that is missing is not
  bool is_gone(const std::string& fingerprint) const;
};

/// The suite and testbed of a report: 32 hexadecimal digits.
std::string scope_of(const Report& report);

/// Of suite, testbed, benchmark, metric and direction; of a budget its statistic, too.
std::string fingerprint_of(const Report& report, const Row& row);
std::string fingerprint_of(const Report& report, const BudgetRow& row);

/// When at least whole_suite_rows, and more than half of the rows that could be judged, regressed,
/// the machine or something common changed: that is one alert. What is inconclusive, missing or
/// new, in no row, or stands behind the alert of the whole, is not known to be gone; nor is that
/// alert where no row was judged. A regression that somebody accepted is no alert.
inline constexpr std::size_t whole_suite_rows = 8;
Alerts regressions_of(const Report& report);
Alerts broken_budgets_of(const Report& report);
/// Both.
Alerts alerts_of(const Report& report);

/// 32 hexadecimal digits of several parts, told apart whatever stands in them.
std::string digest(std::initializer_list<std::string_view> parts);

}  // namespace pawl::ci
