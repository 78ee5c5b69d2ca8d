#include "baselines/importers/import.hpp"

#include "baselines/error.hpp"
#include "baselines/run/merge.hpp"
#include "baselines/run/run_json.hpp"
#include "commands.hpp"
#include "tools/project/project.hpp"

#include <utility>

namespace pawl::tools {

namespace {

struct ImportOptions {
  std::vector<std::string> files;
  std::string format;      ///< empty: recognised by the contents
  bool is_from_elsewhere;  ///< not measured on this machine
};

ImportOptions parse_import(const Arguments& arguments) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "import: which file? pawl import FILE…");
  return {arguments.positional(), arguments.value_or("format", ""), arguments.flag("elsewhere")};
}

/// In lines of some 100 characters.
std::string known_formats() {
  std::string formats, line = "Formats:";
  for (const baselines::Importer& importer : baselines::importers()) {
    if (line.size() + importer.format.size() > 98) formats += std::exchange(line, "") + "\n";
    line += (line.empty() ? "" : " ") + std::string(importer.format) + ",";
  }
  line.back() = '.';
  return formats + line;
}

bool is_known(const baselines::Machine& machine) {
  return machine.cores > 0 || !machine.cpu_model.empty();
}

/// What the harness did not tell.
void complete(baselines::Run& run, const baselines::Run& here, bool is_from_elsewhere) {
  if (run.commit.empty()) run.commit = here.commit;
  if (run.branch.empty()) run.branch = here.branch;
  if (run.time.empty()) run.time = here.time;
  if (run.suite.empty()) run.suite = here.suite;
  if (is_from_elsewhere) return;
  if (!is_known(run.machine)) run.machine = here.machine;
  if (run.testbed.empty()) run.testbed = here.testbed;
}

Status import_files(const Arguments& arguments, Console& console) {
  const ImportOptions options = parse_import(arguments);
  expect_output_beside_input(arguments, "the run");
  std::vector<baselines::Run> runs;
  for (const std::string& file : options.files)
    runs.push_back(baselines::read_run(file, options.format));
  baselines::Run run = baselines::merged(runs);
  complete(run, blank_run(find_project(arguments, console), console), options.is_from_elsewhere);
  const std::vector<bool> repeated = baselines::repeats(runs);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (repeated[i]) note(console, baselines::repeat_note(options.files[i]));
  expect_readable(run);
  write_output(arguments, console, baselines::run_json(run));
  for (const std::string& remark : run.notes) note(console, remark);
  for (const baselines::Failure& failure : run.failures)
    tell(console, failure.benchmark + ": " + failure.reason);
  return run.failures.empty() ? Status::pass : Status::inconclusive;
}

}  // namespace

Command import_command() {
  return {.name = "import",
          .arguments = "FILE… [--format F] [-o run.json]",
          .most_words = any_number,
          .summary = "turn other harnesses' output into a run",
          .details = "Several files with the same benchmarks become sessions of one run.\n" +
                     known_formats(),
          .options = {output_option("the run"),
                      format_option("the files' format (default: recognised by their contents)"),
                      {"elsewhere", "", "the files were not made on this machine"},
                      config_option(),
                      testbed_option()},
          .example =
              "  ./bench --benchmark_format=json > bench.json\n"
              "  pawl import bench.json -o run.json\n"
              "  cargo bench | pawl import /dev/stdin -o run.json",
          .action = import_files};
}

}  // namespace pawl::tools
