#include "report.hpp"

namespace pawl::ci {

std::string_view name(ReportVerdict verdict) {
  switch (verdict) {
    case ReportVerdict::pass:
      return "pass";
    case ReportVerdict::fail:
      return "fail";
    case ReportVerdict::inconclusive:
      return "inconclusive";
  }
  return {};
}

std::string_view name(RowVerdict verdict) {
  switch (verdict) {
    case RowVerdict::regression:
      return "regression";
    case RowVerdict::improvement:
      return "improvement";
    case RowVerdict::unchanged:
      return "unchanged";
    case RowVerdict::inconclusive:
      return "inconclusive";
    case RowVerdict::added:
      return "new";
    case RowVerdict::missing:
      return "missing";
  }
  return {};
}

std::string_view name(BudgetVerdict verdict) {
  switch (verdict) {
    case BudgetVerdict::kept:
      return "kept";
    case BudgetVerdict::broken:
      return "broken";
    case BudgetVerdict::unproven:
      return "unproven";
  }
  return {};
}

std::string_view name(MadeBy command) {
  switch (command) {
    case MadeBy::check:
      return "check";
    case MadeBy::check_of_branch:
      return "check --baseline-of";
    case MadeBy::check_of_release:
      return "check --against-release";
    case MadeBy::compare:
      return "compare";
    case MadeBy::ab:
      return "ab";
    case MadeBy::confirm:
      return "confirm";
  }
  return {};
}

bool is_failing(const Row& row) {
  return row.verdict == RowVerdict::regression && row.accepted.empty();
}

bool is_accepted(const Row& row) {
  return row.verdict == RowVerdict::regression && !row.accepted.empty();
}

std::string_view shown_name(const Row& row) {
  return is_accepted(row) ? "accepted" : name(row.verdict);
}

double worsening(const Row& row) {
  if (!row.ratio) return 1;
  const bool higher = row.better == stats::Better::higher;
  return higher ? 1 / row.ratio->estimate : row.ratio->estimate;
}

}  // namespace pawl::ci
