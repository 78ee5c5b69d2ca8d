#include "import.hpp"

#include "baseline_json.hpp"
#include "csv.hpp"
#include "error.hpp"
#include "file.hpp"
#include "import_formats.hpp"
#include "json_outline.hpp"
#include "run_json.hpp"

#include <algorithm>
#include <array>

namespace pawl::baselines {
namespace {

bool is_run(const Specimen& specimen) {
  return specimen.has("format") && specimen.has("series") && !specimen.has("sessions");
}

bool is_baseline(const Specimen& specimen) {
  return specimen.has("format") && specimen.has("sessions");
}

bool is_csv(const Specimen& specimen) {
  return is_long_csv(specimen.text);
}

Run parse_baseline_as_run(std::string_view text, std::string_view name) {
  return to_run(parse_baseline(text, name));
}

// A new format is one file with these two functions, and one row here.
constexpr std::array table{
    Importer{"pawl-run", is_run, parse_run},
    Importer{"pawl-baseline", is_baseline, parse_baseline_as_run},
    Importer{"csv", is_csv, parse_csv},
    Importer{"google-benchmark", is_google_benchmark, parse_google_benchmark},
    Importer{"hyperfine", is_hyperfine, parse_hyperfine},
    Importer{"go", is_go, parse_go},
};

std::string formats() {
  std::string list;
  for (const Importer& importer : table)
    list += (list.empty() ? "" : ", ") + std::string(importer.format);
  return list;
}

const Importer& importer_named(std::string_view format) {
  for (const Importer& importer : table)
    if (importer.format == format) return importer;
  throw Error(Fault::usage,
              "format \"" + std::string(format) + "\" is not known; known are " + formats());
}

const Importer& importer_for(const Specimen& specimen, std::string_view name) {
  for (const Importer& importer : table)
    if (importer.recognises(specimen)) return importer;
  // Whatever calls itself JSON of ours is read as a run, for the sake of its own error.
  if (specimen.has("format") ||
      specimen.text.find_first_not_of(" \t\r\n") == std::string_view::npos)
    return table.front();
  throw Error(Fault::input, std::string(name) + ": expected a format Pawl knows (" + formats() +
                                "), found another; say which with --format");
}

}  // namespace

Specimen::Specimen(std::string_view contents) : text(contents), keys(json_top_keys(contents)) {}

bool Specimen::has(std::string_view key) const {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

std::span<const Importer> importers() {
  return table;
}

Run parse_any_run(std::string_view text, std::string_view name, std::string_view format) {
  const Importer& importer =
      format.empty() ? importer_for(Specimen(text), name) : importer_named(format);
  Run run = importer.parse(text, name);
  const bool is_ours = importer.format.starts_with("pawl-");
  if (run.series.empty() && run.failures.empty() && !is_ours)
    throw Error(Fault::input, std::string(name) + ": expected samples as " +
                                  std::string(importer.format) + " prints them, found none" +
                                  (run.notes.empty() ? "" : "; " + run.notes.front()));
  return run;
}

Run read_run(const std::filesystem::path& path, std::string_view format) {
  return parse_any_run(read_file(path), path.string(), format);
}

}  // namespace pawl::baselines
