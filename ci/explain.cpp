#include "explain.hpp"

#include "format.hpp"

namespace pawl::ci {
namespace {

std::string sides(std::size_t before, std::size_t now, std::string_view what) {
  return count(before) + " + " + count(now) + " " + std::string(what);
}

/// The larger p is told: that of sessions, or that of their launches.
std::string of_sessions(const stats::Comparison& comparison, const std::string& launches) {
  const std::string test =
      "t of " + sides(comparison.before.sessions, comparison.now.sessions, "sessions");
  const bool held = comparison.by_launches && comparison.by_launches->p == comparison.p;
  return held ? test + ", held to " + launches : test;
}

std::string whole(double amount) {
  return fixed(amount, 0);
}

}  // namespace

std::string evidence(const stats::Comparison& comparison) {
  const std::string launches =
      sides(comparison.before.launches, comparison.now.launches, "launches");
  const std::string pairs = count(comparison.now.launches, "interleaved pair");
  switch (comparison.evidence) {
    case stats::Evidence::none:
      return {};
    case stats::Evidence::exact:
      return "exact count of " + launches;
    case stats::Evidence::rank_sum:
      return "rank sum of " + launches;
    case stats::Evidence::signed_rank:
      return "signed rank of " + pairs;
    case stats::Evidence::launches_t:
      return "t of " + launches;
    case stats::Evidence::pairs_t:
      return "t of " + pairs;
    case stats::Evidence::sessions_t:
      return of_sessions(comparison, launches);
    case stats::Evidence::bootstrap:
      return "bootstrap of " + launches;
  }
  return {};
}

std::string explanation(stats::Reason reason, const stats::Policy& policy) {
  const bool has_floor = policy.absolute_floor > 0;
  const std::string beyond =
      percent(policy.threshold) + (has_floor ? " and the absolute floor" : "");
  const std::string within =
      "±" + percent(policy.threshold) + (has_floor ? " or the absolute floor" : "");
  switch (reason) {
    case stats::Reason::changed:
      return "significant over the report and beyond " + beyond;
    case stats::Reason::counted:
      return "an exact count that differs by more than " + beyond;
    case stats::Reason::within_threshold:
      return "shown to lie within " + within;
    case stats::Reason::not_significant:
      return "not significant, nor shown to lie within " + within;
    case stats::Reason::too_few_launches:
      return "too few launches: no result could have been significant";
    case stats::Reason::sessions_vary:
      return "within what sessions differ by themselves: more baseline sessions would tell";
    case stats::Reason::unsteady_machine:
      return "the machine wandered while measuring: measure both versions in turns (pawl confirm)";
    case stats::Reason::near_threshold:
      return "a change is shown, but not that it is larger than " + beyond;
    case stats::Reason::environment:
      return "it moved with most of the suite, and no further";
    case stats::Reason::yardstick:
      return "it depends on whether the yardstick is divided out: a baseline of three sessions "
             "would show which is right";
    case stats::Reason::machine_speed:
      return std::string(speed_changed) +
             ", which may be all: measure both versions in turns (pawl confirm)";
    case stats::Reason::incomparable:
      return std::string(elsewhere) + ": no evidence about the code";
  }
  return {};
}

std::string explanation(const stats::Warning& warning) {
  const double amount = warning.amount;
  switch (warning.kind) {
    case stats::WarningKind::few_launches:
      return "only " + whole(amount) + (amount == 1 ? " launch" : " launches") +
             " on one side: measure more";
    case stats::WarningKind::single_session:
      return "too few sessions to see how far they differ: " + percent(amount) +
             " is assumed; a baseline of three and more would show it";
    case stats::WarningKind::suite_sessions:
      return "too few sessions to see how far they differ: some " + percent(amount) +
             ", as other rows show, counts as chance; a baseline of three and more would show it";
    case stats::WarningKind::unsteady_machine:
      return "launches vary by " + percent(amount) +
             " within a session: quieten the machine (pawl doctor)";
    case stats::WarningKind::few_neighbours:
      return "too few launches to see whether neighbours resemble each other: errors are taken " +
             factor(amount) + " as large";
    case stats::WarningKind::autocorrelated:
      return "neighbouring launches resemble each other: errors are taken " + factor(amount) +
             " as large";
    case stats::WarningKind::moved_together:
      return "launches of both sides rise and fall together: taken as measured in turns";
    case stats::WarningKind::multimodal:
      return "values fall into " + whole(amount) + " groups: see what differs between launches";
    case stats::WarningKind::quantised:
      return "the timer's step is " + percent(amount) + " of the value: measure more work at once";
    case stats::WarningKind::yardstick_used:
      return "the yardstick moved by " + change(amount) + " between the sessions: divided out";
    case stats::WarningKind::not_positive:
      return "some values are zero or negative, which have no ratio: judged by whether they "
             "differ, not by how much";
    case stats::WarningKind::not_exact:
      return "claimed to be the same each time, but launches of one side differ by up to " +
             percent(amount) + ": judged as any noise is";
    case stats::WarningKind::counted_once:
      return "counted once on either side: that it is the same each time is taken on trust; two "
             "launches would show it";
  }
  return {};
}

std::string explanation(const stats::EnvironmentEvent& event) {
  return count(event.rows) + " of " + count(event.of, "row") + " moved together, by about " +
         change(event.ratio) +
         " in time: more likely the machine than the code; rows are judged by "
         "how far they moved beyond that";
}

std::string_view name(stats::Statistic statistic) {
  switch (statistic) {
    case stats::Statistic::median:
      return "median";
    case stats::Statistic::mean:
      return "mean";
    case stats::Statistic::minimum:
      return "minimum";
    case stats::Statistic::p90:
      return "p90";
    case stats::Statistic::p95:
      return "p95";
    case stats::Statistic::p99:
      return "p99";
  }
  return {};
}

std::string_view name(stats::Correction correction) {
  switch (correction) {
    case stats::Correction::none:
      return "none";
    case stats::Correction::benjamini_hochberg:
      return "Benjamini-Hochberg";
    case stats::Correction::holm:
      return "Holm";
  }
  return {};
}

}  // namespace pawl::ci
