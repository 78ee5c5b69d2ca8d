#include "open_metrics.hpp"

#include "baselines/instant.hpp"
#include "baselines/unit.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace pawl::tools::dashboard {

namespace {

using Labels = std::vector<std::pair<std::string_view, std::string>>;

std::string number(double value) {
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  return baselines::shortest(value);
}

/// One line of UTF-8, as a label's value between quotes.
std::string escaped(std::string_view text) {
  std::string value;
  for (const char c : ci::plain(text, ci::longest_name)) {
    if (c == '"' || c == '\\') value += '\\';
    value += c;
  }
  return value;
}

std::string labelled(const Labels& labels) {
  std::string text;
  for (const auto& [name, value] : labels)
    text += (text.empty() ? "{" : ",") + std::string(name) + "=\"" + escaped(value) + "\"";
  return text.empty() ? text : text + "}";
}

/// A family of gauges: its head, then its samples; nothing where it has none.
class Family {
 public:
  Family(std::string& out, std::string name, std::string_view unit, std::string_view help)
      : out_(out), name_(std::move(name)) {
    head_ = "# TYPE " + name_ + " gauge\n";
    if (!unit.empty()) head_ += "# UNIT " + name_ + " " + std::string(unit) + "\n";
    head_ += "# HELP " + name_ + " " + std::string(help) + "\n";
  }
  void add(const Labels& labels, double value) {
    const std::string text = labelled(labels);
    if (!seen_.insert(text).second) return;  // names that differ in what is cut: one is shown
    out_ += std::exchange(head_, "");
    out_ += name_ + text + " " + number(value) + "\n";
  }

 private:
  std::string& out_;
  std::string name_, head_;
  std::set<std::string> seen_;
};

struct UnitFamily {
  std::string_view base, name, unit, help;
};

/// By the series' base unit; the last takes all others, with the unit as a label.
constexpr std::array<UnitFamily, 3> unit_families = {{
    {"s", "pawl_benchmark_median_seconds", "seconds", "Median of the newest session."},
    {"B", "pawl_benchmark_median_bytes", "bytes", "Median of the newest session."},
    {"", "pawl_benchmark_median", "", "Median of the newest session, in the unit of its label."},
}};

std::size_t family_of(const History& history) {
  std::size_t i = 0;
  while (i + 1 < unit_families.size() && unit_families[i].base != history.unit) ++i;
  return i;
}

Labels labels_of(const History& history) {
  return {
      {"benchmark", history.benchmark}, {"metric", history.metric}, {"testbed", history.testbed}};
}

void append_medians(std::string& out, const Model& model) {
  for (std::size_t i = 0; i < unit_families.size(); ++i) {
    Family family(out, std::string(unit_families[i].name), unit_families[i].unit,
                  unit_families[i].help);
    for (const History& history : model.histories) {
      if (history.points.empty() || family_of(history) != i) continue;
      Labels labels = labels_of(history);
      if (unit_families[i].base.empty()) labels.emplace_back("unit", history.unit);
      family.add(labels, history.points.back().median);
    }
  }
}

void append_times(std::string& out, const Model& model) {
  Family family(out, "pawl_benchmark_newest_timestamp_seconds", "seconds",
                "When the newest session of the benchmark was measured.");
  std::map<Labels, std::int64_t> newest;  // of a benchmark measured in one unit, then in another
  for (const History& history : model.histories)
    if (!history.points.empty())
      if (const auto time = baselines::instant(history.points.back().time))
        if (const auto [known, is_new] = newest.emplace(labels_of(history), *time); !is_new)
          known->second = std::max(known->second, *time);
  for (const auto& [labels, time] : newest) family.add(labels, static_cast<double>(time));
}

/// Upper bounds of the histogram's buckets: 1, 2.5 and 5 of each power of ten, 1 µs to 10 s, as
/// OpenMetrics writes them.
constexpr std::array<std::pair<double, std::string_view>, 22> buckets = {
    {{1e-6, "1e-06"},     {2.5e-6, "2.5e-06"}, {5e-6, "5e-06"},    {1e-5, "1e-05"},
     {2.5e-5, "2.5e-05"}, {5e-5, "5e-05"},     {1e-4, "0.0001"},   {2.5e-4, "0.00025"},
     {5e-4, "0.0005"},    {1e-3, "0.001"},     {2.5e-3, "0.0025"}, {5e-3, "0.005"},
     {0.01, "0.01"},      {0.025, "0.025"},    {0.05, "0.05"},     {0.1, "0.1"},
     {0.25, "0.25"},      {0.5, "0.5"},        {1, "1.0"},         {2.5, "2.5"},
     {5, "5.0"},          {10, "10.0"}}};

void append_histogram(std::string& out, const History& history) {
  const std::vector<double>& values = history.points.back().values;
  const auto sample = [&](std::string_view suffix, const Labels& labels, double value) {
    out += "pawl_latency_seconds" + std::string(suffix) + labelled(labels) + " " + number(value) +
           "\n";
  };
  const Labels labels = {{"benchmark", history.benchmark}, {"testbed", history.testbed}};
  for (const auto& [bound, text] : buckets) {
    Labels with_bound = labels;
    with_bound.emplace_back("le", text);
    sample("_bucket", with_bound,
           static_cast<double>(std::ranges::upper_bound(values, bound) - values.begin()));
  }
  Labels all = labels;
  all.emplace_back("le", "+Inf");
  sample("_bucket", all, static_cast<double>(values.size()));
  sample("_sum", labels, std::accumulate(values.begin(), values.end(), 0.0));
  sample("_count", labels, static_cast<double>(values.size()));
}

void append_latencies(std::string& out, const Model& model) {
  std::string head =
      "# TYPE pawl_latency_seconds histogram\n# UNIT pawl_latency_seconds seconds\n"
      "# HELP pawl_latency_seconds Latencies of the newest session, at most 500 of them.\n";
  std::set<std::string> seen;
  for (const History& history : model.histories) {
    const bool is_latency = history.metric == "latency" && history.unit == "s" &&
                            !history.points.empty() && !history.points.back().values.empty();
    const Labels labels = {{"benchmark", history.benchmark}, {"testbed", history.testbed}};
    if (!is_latency || !seen.insert(labelled(labels)).second) continue;
    out += std::exchange(head, "");
    append_histogram(out, history);
  }
}

void append_baselines(std::string& out, const Model& model) {
  Family family(out, "pawl_baseline_newest_timestamp_seconds", "seconds",
                "When the newest session of the baseline was measured.");
  for (const BaselineSummary& baseline : model.baselines)
    if (const auto time = baselines::instant(baseline.newest))
      family.add({{"suite", baseline.suite}, {"testbed", baseline.testbed}},
                 static_cast<double>(*time));
}

void append_report_verdicts(std::string& out, const Model& model) {
  using enum ci::ReportVerdict;
  Family family(out, "pawl_report_verdict", "", "1 for the verdict of the newest report, else 0.");
  for (const ci::Report& report : model.reports)
    for (const auto verdict : {pass, fail, inconclusive})
      family.add({{"suite", report.suite},
                  {"testbed", report.testbed},
                  {"verdict", std::string(ci::name(verdict))}},
                 report.verdict == verdict ? 1 : 0);
}

void append_rows(std::string& out, const Model& model) {
  using enum ci::RowVerdict;
  Family family(out, "pawl_report_rows", "", "Rows of the newest report, by verdict.");
  for (const ci::Report& report : model.reports)
    for (const auto verdict : {regression, improvement, unchanged, inconclusive, added, missing})
      family.add({{"suite", report.suite},
                  {"testbed", report.testbed},
                  {"verdict", std::string(ci::name(verdict))}},
                 static_cast<double>(std::ranges::count(report.rows, verdict, &ci::Row::verdict)));
}

/// An accepted regression is marked: nobody is to be alarmed by it.
Labels labels_of(const ci::Row& row, const ci::Report& report) {
  Labels labels = {{"benchmark", row.benchmark},
                   {"metric", row.metric},
                   {"suite", report.suite},
                   {"testbed", report.testbed},
                   {"verdict", std::string(ci::name(row.verdict))}};
  if (ci::is_accepted(row)) labels.emplace_back("accepted", "true");
  return labels;
}

void append_ratios(std::string& out, const Model& model) {
  Family family(out, "pawl_benchmark_change_ratio", "ratio", "Now / before in the newest report.");
  for (const ci::Report& report : model.reports)
    for (const ci::Row& row : report.rows)
      if (row.ratio) family.add(labels_of(row, report), row.ratio->estimate);
}

Labels labels_of(const ci::BudgetRow& budget, const ci::Report& report) {
  return {{"benchmark", budget.benchmark}, {"metric", budget.metric},
          {"statistic", budget.statistic}, {"suite", report.suite},
          {"testbed", report.testbed},     {"unit", budget.unit}};
}

/// nullopt where nothing was measured or the limit is 0.
std::optional<double> headroom_of(const ci::BudgetRow& budget) {
  if (!budget.estimate || budget.limit == 0) return std::nullopt;
  const double left = 1 - *budget.estimate / budget.limit;
  return budget.better == stats::Better::lower ? left : -left;
}

void append_budgets(std::string& out, const Model& model) {
  using enum stats::BudgetVerdict;
  Family verdicts(out, "pawl_budget_verdict", "", "1 for the budget's verdict, else 0.");
  for (const ci::Report& report : model.reports)
    for (const ci::BudgetRow& budget : report.budgets)
      for (const auto verdict : {kept, broken, unproven}) {
        Labels labels = labels_of(budget, report);
        labels.emplace_back("verdict", ci::name(verdict));
        verdicts.add(labels, budget.verdict == verdict ? 1 : 0);
      }
  Family headroom(out, "pawl_budget_headroom_ratio", "ratio",
                  "What the estimate leaves of the limit, as a share of it; below 0: beyond it.");
  for (const ci::Report& report : model.reports)
    for (const ci::BudgetRow& budget : report.budgets)
      if (const auto left = headroom_of(budget)) headroom.add(labels_of(budget, report), *left);
}

void append_alerts(std::string& out, const ci::AlertBook& book, bool in_trouble) {
  using enum ci::AlertState;
  Family family(out, "pawl_alerts", "", "Alerts in the book, by state.");
  for (const auto state : {pending, open, acknowledged, resolved})
    family.add(
        {{"state", std::string(ci::name(state))}},
        static_cast<double>(std::ranges::count(book.alerts, state, &ci::BookedAlert::state)));
  Family(out, "pawl_alerts_trouble", "",
         "1 while the alert book cannot be kept, or a destination not be told of it.")
      .add({}, in_trouble ? 1 : 0);
}

}  // namespace

std::string open_metrics(const Model& model, const ci::AlertBook* alerts, bool in_trouble) {
  std::string out =
      "# TYPE pawl_build_info gauge\n# HELP pawl_build_info The program that serves this.\n"
      "pawl_build_info{version=\"" PAWL_VERSION "\"} 1\n";
  append_medians(out, model);
  append_times(out, model);
  append_latencies(out, model);
  append_baselines(out, model);
  append_report_verdicts(out, model);
  append_rows(out, model);
  append_ratios(out, model);
  append_budgets(out, model);
  if (alerts != nullptr) append_alerts(out, *alerts, in_trouble);
  Family(out, "pawl_unreadable_files", "", "Files that could not be read.")
      .add({}, static_cast<double>(model.warnings.size()));
  return out + "# EOF\n";
}

}  // namespace pawl::tools::dashboard
