#include "support/sample_reports.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace pawl::tests {
namespace {

using ci::BudgetRow;
using ci::BudgetVerdict;
using ci::Report;
using ci::ReportVerdict;
using ci::Row;
using ci::RowVerdict;
using ci::Side;

constexpr double infinity = std::numeric_limits<double>::infinity();

Side side(double median, std::size_t launches = 20) {
  return {launches, launches, 1, median, median * 0.99, median * 1.01};
}

Row compared(const std::string& benchmark, RowVerdict verdict, double before, double ratio,
             double p) {
  Row row;
  row.benchmark = benchmark;
  row.metric = "wall_time";
  row.unit = "s";
  row.verdict = verdict;
  row.before = side(before);
  row.now = side(before * ratio);
  row.ratio = {ratio, ratio * 0.988, ratio * 1.012};
  row.p = p;
  row.p_adjusted = std::min(1.0, p * 2);
  row.a12 = ratio > 1 ? 0.97 : 0.5;
  row.minimum_detectable = 0.018;
  row.evidence = "same testbed, 5 sessions";
  return row;
}

Row inconclusive() {
  Row row = compared("token/large", RowVerdict::inconclusive, 0.0841, 1.031, 0.04);
  row.ratio = {1.031, 0.97, 1.09};
  row.reason = "not significant";
  row.minimum_detectable = 0.061;
  row.launches_needed = 85;
  row.warnings = {"2 modes: the launches fall into two groups"};
  return row;
}

Row missing() {
  Row row;
  row.benchmark = "token/empty";
  row.metric = "wall_time";
  row.unit = "s";
  row.verdict = RowVerdict::missing;
  row.before = side(0.00021);
  row.reason = "not in this run: exited with status 3 (stderr: no secret)";
  return row;
}

Row added() {
  Row row;
  row.benchmark = "token/unicode";
  row.metric = "wall_time";
  row.unit = "s";
  row.verdict = RowVerdict::added;
  row.now = side(0.0123);
  return row;
}

Row throughput() {
  Row row = compared("token/service", RowVerdict::regression, 48200, 0.91, 0.00002);
  row.metric = "throughput";
  row.unit = "1/s";
  row.better = stats::Better::higher;
  return row;
}

BudgetRow budget(const std::string& benchmark, const std::string& statistic, double limit,
                 double estimate, double low, double high, BudgetVerdict verdict) {
  BudgetRow row;
  row.benchmark = benchmark;
  row.metric = "latency";
  row.unit = "s";
  row.statistic = statistic;
  row.limit = limit;
  row.estimate = estimate;
  row.low = low;
  row.high = high;
  row.verdict = verdict;
  return row;
}

Report empty_report(ReportVerdict verdict) {
  Report report;
  report.suite = "default";
  report.testbed = "amd-epyc-7763-2-core-debian-12";
  report.commit = "3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3";
  report.base_commit = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4";
  report.time = "2026-11-23T22:41:05Z";
  report.verdict = verdict;
  report.policy = {0.01, 0.02, 0.95, "median", "Benjamini-Hochberg", false};
  return report;
}

double awkward_number(Gen& gen) {
  constexpr std::array numbers{0.0,     1e-300, 1e300, 5e-324, 1.0,
                               1e-9,    0.5,    -1.0,  1e15,   std::numeric_limits<double>::max(),
                               infinity};
  return numbers[gen.size(0, numbers.size() - 1)];
}

Row hostile_row(Gen& gen) {
  Row row;
  row.benchmark = garbage(gen);
  row.metric = garbage(gen);
  row.unit = gen.coin() ? "s" : garbage(gen);
  row.better = gen.coin() ? stats::Better::lower : stats::Better::higher;
  row.verdict = static_cast<RowVerdict>(gen.size(0, 5));
  const auto any_side = [&] {
    return Side{gen.size(0, 9),      gen.size(0, 9),      gen.size(0, 9),
                awkward_number(gen), awkward_number(gen), awkward_number(gen)};
  };
  if (gen.coin()) row.before = any_side();
  if (gen.coin()) row.now = any_side();
  if (gen.coin()) row.ratio = {awkward_number(gen), awkward_number(gen), awkward_number(gen)};
  if (gen.coin()) row.p = gen.real(0, 1);
  if (gen.coin()) row.p_adjusted = gen.real(0, 1);
  if (gen.coin()) row.minimum_detectable = awkward_number(gen);
  if (gen.coin()) row.launches_needed = gen.size(0, 1'000'000'000);
  row.evidence = garbage(gen);
  row.reason = garbage(gen);
  if (gen.coin()) row.warnings = {garbage(gen), garbage(gen)};
  return row;
}

BudgetRow hostile_budget(Gen& gen) {
  BudgetRow row =
      budget(garbage(gen), garbage(gen), awkward_number(gen), awkward_number(gen),
             awkward_number(gen), awkward_number(gen), static_cast<BudgetVerdict>(gen.size(0, 2)));
  row.metric = garbage(gen);
  row.unit = garbage(gen);
  return row;
}

}  // namespace

Report full_report() {
  Report report = empty_report(ReportVerdict::fail);
  report.rows = {compared("token/small", RowVerdict::regression, 0.0123, 1.203, 0.000003),
                 throughput(),
                 compared("token/medium", RowVerdict::unchanged, 0.0241, 1.001, 0.61),
                 compared("token/hash", RowVerdict::improvement, 0.00152, 0.84, 0.0004),
                 inconclusive(),
                 missing(),
                 added()};
  report.budgets = {
      budget("token/small", "mean", 0.1, 0.0148, 0.0146, 0.0151, BudgetVerdict::kept),
      budget("token/service", "p95", 0.2, 0.231, 0.219, 0.246, BudgetVerdict::broken),
      budget("token/large", "p99", 0.2, 0.188, 0.171, infinity, BudgetVerdict::unproven)};
  report.warnings = {
      "the load average was 3.1 on 2 cores when the run began: close what else runs"};
  return report;
}

Report passing_report() {
  Report report = empty_report(ReportVerdict::pass);
  report.rows = {compared("token/small", RowVerdict::unchanged, 0.0123, 1.001, 0.5),
                 compared("解析/大きな入力", RowVerdict::unchanged, 0.5, 0.999, 0.8)};
  report.budgets = {
      budget("token/small", "mean", 0.1, 0.0148, 0.0146, 0.0151, BudgetVerdict::kept)};
  return report;
}

Report report_without_baseline() {
  Report report = empty_report(ReportVerdict::inconclusive);
  report.base_commit.clear();
  report.rows = {added()};
  report.warnings = {
      "no baseline for suite default on this testbed; make one from a run you trust"};
  return report;
}

Report long_report(std::size_t rows) {
  Report report = empty_report(ReportVerdict::fail);
  const Report full = full_report();
  for (std::size_t i = 0; i < rows; ++i) {
    report.rows.push_back(full.rows[i % full.rows.size()]);
    report.rows.back().benchmark += "/" + std::to_string(i);
  }
  return report;
}

std::string garbage(Gen& gen) {
  static const std::vector<std::string> pieces{"@everyone",
                                               "@octocat",
                                               "#123",
                                               "GH-7",
                                               "octo/repo#9",
                                               "https://evil.example/x",
                                               "www.evil.example",
                                               "a@evil.example",
                                               "](javascript:alert(1))",
                                               "![x](",
                                               "[click](",
                                               "<img src=x onerror=alert(1)>",
                                               "<script>",
                                               "</details>",
                                               "<!--",
                                               "-->",
                                               "`",
                                               "```",
                                               "|",
                                               "||",
                                               "\\",
                                               "**",
                                               "__",
                                               "~~",
                                               "$x$",
                                               "$$",
                                               "${{ secrets.GITHUB_TOKEN }}",
                                               "&lt;",
                                               "&#64;",
                                               "\n",
                                               "\r\n",
                                               "\n\n# ",
                                               "\n> ",
                                               "\n- ",
                                               "\033[31m",
                                               "\033]8;;http://evil.example\a",
                                               std::string(1, '\0'),
                                               "\x80",
                                               "\xC3",
                                               "\xED\xA0\x80",
                                               "\u202E",
                                               "\u200B",
                                               "\u2060",
                                               "<!channel>",
                                               "<@U123>",
                                               "<http://evil.example|x>",
                                               "*b*",
                                               "_i_",
                                               ":tada:",
                                               "::error::",
                                               "##[error]",
                                               "%0A",
                                               "a",
                                               "token/small",
                                               " ",
                                               "解析",
                                               "\U0001F600",
                                               "]]>",
                                               "\"",
                                               "'",
                                               "{",
                                               "}",
                                               "\t",
                                               "\x7F",
                                               "\u0085",
                                               "\uFEFF"};
  std::string text;
  for (std::size_t i = gen.size(0, 12); i > 0; --i)
    text += gen.size(0, 9) == 0 ? std::string(1, static_cast<char>(gen.size(0, 255)))
                                : pieces[gen.size(0, pieces.size() - 1)];
  return text;
}

Report hostile_report(Gen& gen) {
  Report report;
  report.suite = garbage(gen);
  report.testbed = garbage(gen);
  report.commit = garbage(gen);
  report.base_commit = garbage(gen);
  report.time = garbage(gen);
  report.verdict = static_cast<ReportVerdict>(gen.size(0, 2));
  report.policy = {gen.real(0, 1), gen.real(0, 1), gen.real(0, 1),
                   garbage(gen),   garbage(gen),   gen.coin()};
  for (std::size_t i = gen.size(0, 6); i > 0; --i) report.rows.push_back(hostile_row(gen));
  for (std::size_t i = gen.size(0, 3); i > 0; --i) report.budgets.push_back(hostile_budget(gen));
  for (std::size_t i = gen.size(0, 3); i > 0; --i) report.warnings.push_back(garbage(gen));
  return report;
}

}  // namespace pawl::tests
