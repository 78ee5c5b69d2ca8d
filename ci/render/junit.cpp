#include "junit.hpp"

#include "ci/format.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"

namespace pawl::ci {
namespace {

/// What a test case may come to, and how many did.
enum class Outcome { passed, failure, error, skipped };

struct Counts {
  std::size_t tests = 0, failures = 0, errors = 0, skipped = 0;
};

Outcome outcome_of(RowVerdict verdict, Outcome undecided) {
  switch (verdict) {
    case RowVerdict::regression:
      return Outcome::failure;
    case RowVerdict::inconclusive:
    case RowVerdict::missing:
      return undecided;
    case RowVerdict::improvement:
    case RowVerdict::unchanged:
    case RowVerdict::added:
      return Outcome::passed;
  }
  return undecided;
}

Outcome outcome_of(BudgetVerdict verdict, Outcome undecided) {
  switch (verdict) {
    case BudgetVerdict::kept:
      return Outcome::passed;
    case BudgetVerdict::broken:
      return Outcome::failure;
    case BudgetVerdict::unproven:
      return undecided;
  }
  return undecided;
}

std::string element(Outcome outcome, std::string_view type, const std::string& message) {
  const std::string attributes =
      " message=\"" + html_text(message) + "\" type=\"" + std::string(type) + "\"/>";
  switch (outcome) {
    case Outcome::passed:
      return {};
    case Outcome::failure:
      return "<failure" + attributes;
    case Outcome::error:
      return "<error" + attributes;
    case Outcome::skipped:
      return "<skipped message=\"" + html_text(message) + "\"/>";
  }
  return {};
}

std::string message_of(const Row& row) {
  std::string out;
  if (row.ratio)
    out = change(row.ratio->estimate);
  else if (row.before && row.now)
    out = quantity(row.before->median, row.unit) + " → " + quantity(row.now->median, row.unit);
  if (row.ratio && row.p) out += " (" + change_range(row.ratio->low, row.ratio->high) + ")";
  if (row.p) out += ", p " + p_value(row.p_adjusted.value_or(*row.p));
  const std::string lacks = shortfall(row);
  return out + (out.empty() || lacks.empty() ? "" : "; ") + lacks;
}

std::string message_of(const BudgetRow& row) {
  return row.statistic + " " + bound(row.better) + quantity(row.limit, row.unit) + ", measured " +
         measured(row);
}

class Suite {
 public:
  void add(const std::string& group, const std::string& title, Outcome outcome,
           std::string_view type, const std::string& message) {
    ++counts_.tests;
    counts_.failures += outcome == Outcome::failure;
    counts_.errors += outcome == Outcome::error;
    counts_.skipped += outcome == Outcome::skipped;
    const std::string inside = element(outcome, type, message);
    cases_ +=
        "  <testcase classname=\"" + html_text(group) + "\" name=\"" + html_text(title) + "\"";
    cases_ += inside.empty() ? "/>\n" : ">" + inside + "</testcase>\n";
  }

  std::string str(const std::string& title) const {
    const std::string attributes =
        " name=\"" + html_text(title) + "\" tests=\"" + std::to_string(counts_.tests) +
        "\" failures=\"" + std::to_string(counts_.failures) + "\" errors=\"" +
        std::to_string(counts_.errors) + "\" skipped=\"" + std::to_string(counts_.skipped) + "\"";
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n <testsuite" + attributes +
           ">\n" + cases_ + " </testsuite>\n</testsuites>\n";
  }

 private:
  Counts counts_;
  std::string cases_;
};

}  // namespace

std::string junit(const Report& report) {
  const Outcome undecided =
      report.policy.inconclusive_is_a_warning ? Outcome::skipped : Outcome::error;
  Suite suite;
  for (const Row& row : report.rows)
    suite.add(row.benchmark, row.metric,
              is_accepted(row) ? Outcome::passed : outcome_of(row.verdict, undecided),
              shown_name(row), message_of(row));
  for (const BudgetRow& row : report.budgets)
    suite.add(row.benchmark, row.metric + " budget " + row.statistic,
              outcome_of(row.verdict, undecided), name(row.verdict), message_of(row));
  // A report that proves nothing must not look green because it has no cases that say so.
  if (report.verdict == ReportVerdict::inconclusive)
    suite.add("pawl", "verdict", undecided, name(report.verdict), headline(report));
  return suite.str("pawl " + report.suite);
}

}  // namespace pawl::ci
