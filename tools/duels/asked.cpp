#include "asked.hpp"

#include "baselines/config/narrowed.hpp"
#include "baselines/error.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/format.hpp"
#include "printers.hpp"
#include "tools/runner/process_metric.hpp"

#include <algorithm>
#include <optional>
#include <string_view>

namespace pawl::tools {

namespace {

using baselines::Benchmark;
using baselines::Series;

baselines::Run launched(const Benchmark& benchmark, const Surroundings& surroundings,
                        std::vector<std::string> names) {
  Collector collector(benchmark, surroundings);
  collector.ask_for(std::move(names));
  collector.take_turn(false);
  baselines::Run run;
  collector.contribute(run);
  return run;
}

std::vector<Series> printed_by(const Benchmark& benchmark, const Surroundings& surroundings) {
  const baselines::Run run = launched(benchmark, surroundings, {});
  if (run.series.empty() && !run.failures.empty())
    throw Error(Fault::input, run.failures.front().benchmark + ": " + run.failures.front().reason);
  return run.series;
}

/// "a, b and 7 more", each once.
class Names {
 public:
  void add(const std::string& name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.push_back(name);
  }
  bool empty() const { return names_.empty(); }
  std::string str() const {
    return ci::a_few(names_, 8, [](const std::string& name) { return name; });
  }

 private:
  std::vector<std::string> names_;
};

std::string first_metric(const Benchmark& benchmark) {
  return benchmark.metrics.empty() ? "wall_time" : benchmark.metrics.front().name;
}

std::optional<std::string> metric_among(const std::vector<Series>& printed,
                                        const baselines::SeriesName& issue,
                                        const std::vector<std::string>& judged) {
  const auto is_printed = [&](const std::string& metric) {
    return baselines::find(printed, issue.benchmark, metric) != nullptr;
  };
  if (!issue.metric.empty())
    return is_printed(issue.metric) ? std::optional(issue.metric) : std::nullopt;
  const auto found = std::find_if(judged.begin(), judged.end(), is_printed);
  return found == judged.end() ? std::nullopt : std::optional(*found);
}

bool may_be_asked_for(const Benchmark& benchmark, const baselines::SeriesName& issue) {
  return baselines::can_be_narrowed(benchmark) && benchmark.name != issue.benchmark;
}

/// What its `only` prints, which spares what else there is. Nothing where it has none.
baselines::Run launched_alone(const Benchmark& benchmark, const baselines::SeriesName& issue,
                              const Surroundings& surroundings) {
  if (!may_be_asked_for(benchmark, issue)) return {};
  return launched(benchmark, surroundings, {issue.benchmark});
}

/// What the whole prints and `only`, as it was `alone`, did not.
[[noreturn]] void fail_by_only(const Benchmark& benchmark, const std::string& name,
                               const baselines::Run& alone) {
  const std::string why = alone.failures.empty() ? "" : " (" + alone.failures.front().reason + ")";
  throw Error(Fault::input, benchmark.place + ": [[benchmark]]: only: expected " + name +
                                " to be printed, as the whole does, found nothing of it" + why +
                                "; try what it runs, or leave it out");
}

}  // namespace

const Benchmark& benchmark_named(const Project& project, const std::string& name) {
  std::vector<std::string_view> known;
  for (const Benchmark& benchmark : project.config.benchmarks) {
    known.push_back(benchmark.name);
    if (benchmark.name != name) continue;
    if (benchmark.load || benchmark.service)
      throw Error(Fault::input, benchmark.place + ": benchmark " + name +
                                    ": expected a command, found load or a service, which cannot "
                                    "be measured in pairs");
    return benchmark;
  }
  const std::string hint = baselines::did_you_mean(name, known);
  throw Error(Fault::usage,
              name + ": " + project.config_path() + " has no benchmark of that name" + hint);
}

std::vector<Benchmark> candidates(const Project& project, const std::string& name) {
  const baselines::Config& config = project.config;
  const auto is_named = [&](const Benchmark& one) { return one.name == name; };
  std::vector<Benchmark> all;
  if (std::none_of(config.benchmarks.begin(), config.benchmarks.end(), is_named))
    for (const Benchmark& benchmark : config.benchmarks)
      if (!benchmark.import.empty() && !benchmark.load && !benchmark.service)
        all.push_back(benchmark);
  if (all.empty()) all.push_back(benchmark_named(project, name));
  const Printers known = printers(project);
  if (const auto its = known.find(name); its != known.end())
    std::ranges::stable_partition(all,
                                  [&](const Benchmark& one) { return one.name == its->second; });
  return all;
}

void expect_metric(const Benchmark& benchmark, const std::string& metric) {
  if (!benchmark.import.empty()) return;
  std::string known;
  for (const baselines::PrintedMetric& printed : benchmark.metrics) {
    if (printed.name == metric) return;
    known += printed.name + ", ";
  }
  for (const ProcessMetric& its : process_metrics()) {
    if (its.name == metric) return;
    known += std::string(its.name) + ", ";
  }
  known.resize(known.size() - 2);
  throw Error(Fault::usage, "--metric: expected one of " + known + ", found \"" + metric +
                                "\"; what a program prints is found by `metrics` in pawl.toml, or "
                                "by --regex of `pawl ab`");
}

Asked asked(const std::vector<Benchmark>& candidates, const baselines::SeriesName& issue,
            const std::vector<std::string>& judged, const Surroundings& surroundings) {
  if (const Benchmark& own = candidates.front(); own.import.empty())
    return {own, {issue.benchmark, issue.metric.empty() ? first_metric(own) : issue.metric}};
  Names asked, metrics, printed;
  for (const Benchmark& benchmark : candidates) {
    asked.add(benchmark.name);
    const baselines::Run alone = launched_alone(benchmark, issue, surroundings);
    if (const auto metric = metric_among(alone.series, issue, judged))
      return {benchmark, {issue.benchmark, *metric}};
    const std::vector<Series> series = printed_by(benchmark, surroundings);
    if (const auto metric = metric_among(series, issue, judged)) {
      if (may_be_asked_for(benchmark, issue)) fail_by_only(benchmark, issue.benchmark, alone);
      return {benchmark, {issue.benchmark, *metric}};
    }
    for (const Series& one : series) {
      if (one.benchmark == issue.benchmark) metrics.add(one.metric);
      if (one.benchmark != benchmark.name) printed.add(one.benchmark);
    }
  }
  if (!metrics.empty() && candidates.front().name != issue.benchmark)
    throw Error(Fault::usage,
                issue.benchmark + ": expected one of the metrics " + metrics.str() +
                    (issue.metric.empty() ? "; name it by --metric" : ", found " + issue.metric));
  throw Error(Fault::usage, issue.benchmark + ": expected one of what " + asked.str() +
                                " prints: " + printed.str());
}

}  // namespace pawl::tools
