#include "baselines/csv.hpp"
#include "baselines/did_you_mean.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/changes.hpp"
#include "commands.hpp"

#include <array>
#include <string_view>

namespace pawl::tools {

namespace {

struct DetectOptions {
  std::string file;
  bool wants_json;
  unsigned jobs;  ///< 0: as many as there are cores
};

bool wants_json(const Arguments& arguments) {
  constexpr std::array<std::string_view, 2> known = {"text", "json"};
  const std::string format = arguments.value_or("format", "text");
  if (format == "text" || format == "json") return format == "json";
  const std::string hint = baselines::did_you_mean(format, {known.begin(), known.end()});
  throw Error(Fault::usage, "--format: no such format \"" + format + "\"" +
                                (hint.empty() ? "; see --help" : hint));
}

DetectOptions parse_detect(const Arguments& arguments) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage, "detect: expected one file of series, found " +
                                  std::to_string(arguments.positional().size()));
  return {arguments.positional().front(), wants_json(arguments),
          static_cast<unsigned>(arguments.count("jobs", 1, 1024).value_or(0))};
}

Status detect(const Arguments& arguments, Console& console) {
  const DetectOptions options = parse_detect(arguments);
  const std::vector<ci::SeriesChanges> found = ci::find_changes(
      baselines::parse_csv_histories(baselines::read_file(options.file), options.file),
      options.jobs);
  const std::size_t width = console.out_is_terminal ? console.width : 0;
  write_output(arguments, console,
               options.wants_json
                   ? ci::changes_json(found)
                   : ci::changes_text(found, {.colour = wants_colour(console), .width = width}));
  return Status::pass;
}

}  // namespace

Command detect_command() {
  return {.name = "detect",
          .arguments = "SERIES.csv [--format text|json] [-o FILE]",
          .summary = "where histories changed: commit, by how much, how sure",
          .details =
              "SERIES.csv has the columns benchmark and value, and may have metric, unit, better, "
              "run and launch;\nrows are in time order, and `run` is the commit or date: rows "
              "with the same one are one point.\nStatus 0 whatever is found.",
          .options = {format_option("text, json (default: text)"),
                      output_option("the changes"),
                      {"jobs,j", "N", "at most N threads (default: all cores)"}},
          .example = "  pawl detect history.csv\n  pawl detect history.csv --format json",
          .action = detect};
}

}  // namespace pawl::tools
