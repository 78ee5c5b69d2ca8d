#include "baselines/file.hpp"
#include "baselines/run/csv.hpp"
#include "commands.hpp"
#include "tools/formats/changes_format.hpp"

namespace pawl::tools {

namespace {

Status detect(const Arguments& arguments, Console& console) {
  const std::string& file = only_word(arguments, "detect: expected one file of series");
  const ChangesFormat format = changes_format(arguments);
  expect_output_beside_input(arguments, "what is found");
  const auto threads = static_cast<unsigned>(arguments.count("jobs", 1, 1024).value_or(0));
  const std::vector<ci::SeriesChanges> found = ci::find_changes(
      baselines::parse_csv_histories(baselines::read_file(file), file), {.threads = threads});
  write_output(arguments, console, format(found, console));
  return Status::pass;
}

}  // namespace

Command detect_command() {
  return {.name = "detect",
          .arguments = "SERIES.csv [--format text|markdown|json] [-o FILE]",
          .most_words = any_number,
          .summary = "where histories changed: commit, by how much, how sure",
          .details =
              "SERIES.csv has the columns benchmark and value, and may have metric, unit, better, "
              "run and launch;\nrows are in time order, and `run` is the commit or date: rows "
              "with the same one are one point.\nStatus 0 whatever is found.",
          .options = {changes_format_option(),
                      output_option("the changes"),
                      {"jobs,j", "N", "at most N threads (default: all cores)"}},
          .example = "  pawl detect history.csv\n  pawl detect history.csv --format json",
          .action = detect};
}

}  // namespace pawl::tools
