#include "baselines/run/merge.hpp"

#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/run/run_json.hpp"
#include "ci/inert.hpp"
#include "commands.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

/// Benchmarks of one name in two suites, as those of two parts of a repository, are not the same.
void expect_one_suite(const std::vector<baselines::Run>& runs,
                      const std::vector<std::string>& files) {
  const auto first = std::ranges::find_if(runs, [](const auto& run) { return !run.suite.empty(); });
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (!runs[i].suite.empty() && runs[i].suite != first->suite)
      throw Error(Fault::input, files[i] + ": expected a run of suite " + ci::plain(first->suite) +
                                    ", as those before, found one of " + ci::plain(runs[i].suite) +
                                    "; merge each suite by itself");
}

Status merge(const Arguments& arguments, Console& console) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "merge: which runs? pawl merge RUN…");
  std::vector<baselines::Run> runs;
  for (const std::string& file : arguments.positional()) runs.push_back(baselines::read_run(file));
  expect_one_suite(runs, arguments.positional());
  const baselines::Run all = baselines::merged(runs);
  const std::vector<bool> repeated = baselines::repeats(runs);
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (repeated[i]) note(console, baselines::repeat_note(arguments.positional()[i]));
  expect_readable(all);
  write_output(arguments, console, baselines::run_json(all));
  for (const std::string& remark : all.notes) note(console, remark);
  return Status::pass;
}

}  // namespace

Command merge_command() {
  return {.name = "merge",
          .arguments = "RUN… [-o run.json]",
          .most_words = any_number,
          .summary = "join shards, or several runs of one commit",
          .details =
              "A benchmark that several runs have becomes one with several sessions, so "
              "that it is\nknown how far sessions differ by themselves. The same run given twice "
              "counts once.",
          .options = {output_option("the run")},
          .example = "  pawl merge shard-1.json shard-2.json -o run.json",
          .action = merge};
}

}  // namespace pawl::tools
