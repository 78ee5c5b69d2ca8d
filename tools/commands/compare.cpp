#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "ci/make_report.hpp"
#include "commands.hpp"
#include "tools/formats/report_format.hpp"
#include "tools/project/project.hpp"

namespace pawl::tools {

namespace {

struct CompareOptions {
  std::string before, now;  ///< files
  std::string format;       ///< that they are read in; empty: recognised
  bool is_interleaved;
  bool has_all_metrics;
};

CompareOptions parse_compare(const Arguments& arguments) {
  const std::vector<std::string>& files = arguments.positional();
  if (files.size() != 2)
    throw Error(Fault::usage, "compare: expected two files, BEFORE and NOW, found " +
                                  std::to_string(files.size()));
  return {files[0], files[1], arguments.value_or("from", ""), arguments.flag("interleaved"),
          arguments.flag("all-metrics")};
}

/// Budgets are the gate's, and a metric list speaks of benchmarks that other files need not have.
ci::Gate gate_for(const baselines::Config& config, const CompareOptions& options) {
  ci::Gate gate = ci::gate_of(config);
  gate.budgets.clear();
  gate.metrics.clear();
  gate.has_secondary = options.has_all_metrics;
  if (options.is_interleaved) gate.situation = stats::Situation::interleaved;
  return gate;
}

Status compare(const Arguments& arguments, Console& console) {
  const CompareOptions options = parse_compare(arguments);
  check_format(arguments);
  expect_output_beside_input(arguments, "the report");
  const Project project = find_project(arguments, console);
  const baselines::Run before = baselines::read_run(options.before, options.format);
  const baselines::Run now = baselines::read_run(options.now, options.format);
  ci::Report report = ci::make_report(&before, now, gate_for(project.config, options));
  report.made_by = ci::MadeBy::compare;
  write_output(arguments, console, rendered(report, arguments, console));
  return status_of(report);
}

}  // namespace

Command compare_command() {
  return {
      .name = "compare",
      .arguments = "BEFORE NOW [--format F] [-o FILE]",
      .most_words = any_number,
      .summary = "compare two runs, or two files of any harness that can be imported",
      .details = "Status 1 when something got worse, 6 when it cannot be told.",
      .options = {report_format_option(),
                  output_option("the report"),
                  {"from", "FORMAT", "the files' format (default: recognised by their contents)"},
                  {"interleaved", "", "the two were measured in turns in one job"},
                  {"all-metrics", "", "page faults and other process counters, too"},
                  config_option()},
      .example = "  pawl compare before.json now.json\n  pawl compare old.txt new.txt",
      .action = compare};
}

}  // namespace pawl::tools
