#include "baselines/baseline/baseline.hpp"
#include "baselines/baseline/directory_store.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/run/run_json.hpp"
#include "ci/make_report.hpp"
#include "ci/render/text.hpp"
#include "commands.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/runner/collect.hpp"
#include "tools/runner/yardstick.hpp"
#include "tools/system/workplace.hpp"

#include <filesystem>

namespace pawl::tools {

namespace {

using baselines::Run;

/// Processor time: the gate is on trial, not this machine's idleness.
constexpr const char* metric = "cpu_time";

baselines::Benchmark workload(const std::string& name, std::size_t times) {
  baselines::Benchmark benchmark = yardstick(20, times);
  benchmark.name = name;
  return benchmark;
}

/// The samples of benchmark `name` as a run of their own, whose benchmark is "workload".
Run part(const Run& all, const std::string& name) {
  Run run = all;
  run.series.clear();
  const baselines::Series* series = baselines::find(all, name, metric);
  if (series == nullptr)
    throw Error(Fault::io, "selftest: the workload did not run" +
                               (all.failures.empty() ? "" : ": " + all.failures.front().reason));
  run.series.push_back(*series);
  run.series.back().benchmark = "workload";
  run.series.back().unknown.clear();
  return run;
}

/// As `run`, `baseline update` and `check` do it, by way of files.
ci::Report checked(const Run& before, const Run& now, const std::filesystem::path& directory) {
  const baselines::DirectoryStore store(directory / "committed");
  baselines::Baseline baseline;
  baseline.suite = "selftest";
  baseline.testbed = "here";
  store.write(baselines::updated(baseline, before, "selftest"));
  baselines::write_file(directory / "run.json", baselines::run_json(now));

  const Run read = baselines::parse_run(baselines::read_file(directory / "run.json"), "run.json");
  const Run stored = baselines::to_run(store.read({"here", "selftest"}).value());
  return ci::make_report(&stored, read, {.situation = stats::Situation::interleaved});
}

Run measured(const Console& console) {
  const Assignment assignment = {
      {workload("before", 4), workload("same", 4), workload("slower", 6)},
      {".", console.environment},
      1};
  Run blank;
  blank.suite = "selftest";
  blank.testbed = "here";
  blank.time = timestamp(console);
  Progress progress(console, "a workload, the same again, and with half as much more to do");
  return collect(assignment, blank,
                 {.turn = [&](std::size_t done, std::size_t of,
                              const std::string& name) { progress.step(done, of, name); },
                  .block = {}});
}

Status selftest(const Arguments& /*arguments*/, Console& console) {
  const Run all = measured(console);
  const Workplace workplace;
  const ci::Report same = checked(part(all, "before"), part(all, "same"), workplace.path());
  const ci::Report slower = checked(part(all, "before"), part(all, "slower"), workplace.path());
  const bool is_quiet = same.verdict != ci::ReportVerdict::fail;
  const bool has_fired = slower.verdict == ci::ReportVerdict::fail;
  if (console.verbose || !is_quiet) console.out << ci::text(same);
  if (console.verbose || !has_fired) console.out << ci::text(slower);
  console.out << (is_quiet ? "ok      " : "FAILED  ") << "the same again: no alarm\n"
              << (has_fired ? "ok      " : "FAILED  ") << "a slowdown by half: caught\n";
  return is_quiet && has_fired ? Status::pass : Status::regression;
}

}  // namespace

Command selftest_command() {
  return {.name = "selftest",
          .arguments = "",
          .summary = "plant a slowdown in the real pipeline: fails if the gate does not fire",
          .details =
              "Measures a workload of Pawl's own twice, and once with half as much more to do; "
              "the gate\nmust let the first pass and stop the second. Status 1 if it does "
              "not. --verbose shows both reports.",
          .options = {},
          .example = "  pawl selftest",
          .action = selftest};
}

}  // namespace pawl::tools
