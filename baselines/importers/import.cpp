#include "import.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/gzip.hpp"
#include "baselines/run/csv.hpp"
#include "baselines/run/merge.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "baselines/text/utf8.hpp"
#include "formats.hpp"
#include "import_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <system_error>
#include <utility>

namespace pawl::baselines {
namespace {

bool is_run(const Specimen& specimen) {
  return specimen.has("format") && specimen.has("series") && !specimen.has("sessions") &&
         !is_history(specimen);
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

/// All runs of a file that holds many, as sessions of one.
template <std::vector<Run> (*parse_runs)(std::string_view text, std::string_view name)>
Run joined(std::string_view text, std::string_view name) {
  const std::vector<Run> runs = parse_runs(text, name);
  return runs.empty() ? Run{} : merged(runs);
}

/// The number may be of OwnNames, of which the harness knows nothing, or part of its own name.
std::vector<std::string> perhaps_unnumbered(std::string_view benchmark) {
  std::vector<std::string> names = {std::string(benchmark)};
  if (const auto name = OwnNames::unnumbered(benchmark); name != benchmark)
    names.emplace_back(name);
  return names;
}

// A new format is one file with these functions, and one row here.
constexpr std::array table{
    Importer{"pawl-run", is_run, parse_run},
    Importer{"pawl-baseline", is_baseline, parse_baseline_as_run},
    Importer{"pawl-history", is_history, joined<parse_history_runs>},
    Importer{"csv", is_csv, parse_csv},
    Importer{"mitata", is_mitata, parse_mitata, perhaps_unnumbered},  // which has a "context", too
    Importer{"google-benchmark", is_google_benchmark, parse_google_benchmark},
    Importer{"hyperfine", is_hyperfine, parse_hyperfine},
    Importer{"go", is_go, parse_go, own_go_names},
    Importer{"jmh", is_jmh, parse_jmh, own_jmh_names},
    Importer{"pytest-benchmark", is_pytest_benchmark, parse_pytest_benchmark},
    Importer{"pyperf", is_pyperf, parse_pyperf},
    Importer{"tinybench", is_tinybench, parse_tinybench, perhaps_unnumbered},
    Importer{"vitest", is_vitest, parse_vitest, perhaps_unnumbered},
    Importer{"benchmark-js", is_benchmark_js, parse_benchmark_js, perhaps_unnumbered},
    Importer{"benchmark-ips", is_benchmark_ips, parse_benchmark_ips},
    Importer{"cargo-bench", is_bencher_text, parse_bencher_text},
    Importer{"criterion", is_criterion_sample, parse_criterion_sample},
    Importer{"cargo-criterion", is_cargo_criterion, parse_cargo_criterion},
    Importer{"benchmark-dot-net", is_benchmark_dot_net, parse_benchmark_dot_net},
    Importer{"k6-summary", is_k6_summary, parse_k6_summary},
    Importer{"k6-points", is_k6_points, parse_k6_points},
    Importer{"vegeta-report", is_vegeta_report, parse_vegeta_report},
    Importer{"vegeta-results", is_vegeta_results, parse_vegeta_results},
    Importer{"wrk", is_wrk, parse_wrk},
    Importer{"h2load", is_h2load, parse_h2load},
    Importer{"github-action-benchmark", is_github_action_benchmark, parse_github_action_benchmark},
    Importer{"github-action-history", is_github_action_history, parse_github_action_history},
    Importer{"bencher", is_bencher, parse_bencher},
    Importer{"bencher-reports", is_bencher_reports, joined<parse_bencher_report_runs>},
    Importer{"asv", is_asv, parse_asv},
    Importer{"callgrind", is_callgrind, parse_callgrind},
    Importer{"catch2", is_catch2, parse_catch2, perhaps_unnumbered},
    Importer{"junit", is_junit, parse_junit},
};

/// Formats of which one file holds many runs.
struct HistoryFormat {
  std::string_view format;
  std::vector<Run> (*parse)(std::string_view text, std::string_view name);
};
constexpr std::array histories = {
    HistoryFormat{"pawl-history", parse_history_runs},
    HistoryFormat{"github-action-history", parse_github_action_runs},
    HistoryFormat{"bencher-reports", parse_bencher_report_runs},
};

const Importer& importer_named(std::string_view format) {
  std::vector<std::string_view> known;
  for (const Importer& importer : table) {
    if (importer.format == format) return importer;
    known.push_back(importer.format);
  }
  throw Error(Fault::usage, "format \"" + std::string(format) + "\" is not known" +
                                did_you_mean(format, known) + " (pawl import --help lists them)");
}

[[noreturn]] void fail_without_samples(std::string_view name, std::string_view format,
                                       const std::string& note) {
  throw Error(Fault::input, std::string(name) + ": expected samples as " + std::string(format) +
                                " prints them, found none" + (note.empty() ? "" : "; " + note));
}

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

const Importer& importer_for(const Specimen& specimen, std::string_view name) {
  for (const Importer& importer : table)
    if (importer.recognises(specimen)) return importer;
  // Whatever calls itself JSON of ours is read as a run, for the sake of its own error.
  if (specimen.has("format")) return table.front();
  if (is_blank(specimen.text))
    throw Error(Fault::input, std::string(name) +
                                  ": expected what a benchmark gave, found nothing in it; was it "
                                  "cut off? make it again");
  if (specimen.text.find_first_not_of(" \t\r\n[]{},") == std::string_view::npos) {
    const auto times = [&](char c) { return std::ranges::count(specimen.text, c); };
    if (times('[') != times(']') || times('{') != times('}'))
      throw Error(Fault::input, std::string(name) +
                                    ": expected more JSON, found the end of the file; was it cut "
                                    "off? make it again");
    throw Error(Fault::input,
                std::string(name) + ": expected what a benchmark gave, found " +
                    (specimen.text.find(',') == std::string_view::npos
                         ? "an empty list; did all benchmarks fail? see what their program said"
                         : "empty objects; of tinybench's tasks print name and result, "
                           "bench.tasks.map(({ name, result }) => ({ name, result }))"));
  }
  if (specimen.text.starts_with("\xFF\xFE") || specimen.text.starts_with("\xFE\xFF"))
    throw Error(Fault::input,
                std::string(name) + ": expected UTF-8, found UTF-16; save the file as UTF-8");
  throw Error(Fault::input, std::string(name) +
                                ": expected a format Pawl knows, found another; say which: `pawl "
                                "import FILE --format F -o run.json` (pawl import --help lists "
                                "them)");
}

/// What the file holds, unpacked where it is gzip.
std::string contents_of(const std::filesystem::path& path) {
  std::string contents = read_file(path);
  if (is_gzip(contents)) return gunzipped(contents, path.string());
  return contents;
}

/// The files "new/sample.json" below a directory of Criterion's, in the order of their paths.
std::vector<std::filesystem::path> criterion_samples(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> samples;
  std::error_code failure;
  using Iterator = std::filesystem::recursive_directory_iterator;
  for (Iterator it(directory, failure); !failure && it != Iterator(); it.increment(failure))
    if (it->path().filename() == "sample.json" && it->path().parent_path().filename() == "new")
      samples.push_back(it->path());
  if (failure)
    throw Error(Fault::io, directory.string() + ": cannot be listed: " + failure.message());
  std::sort(samples.begin(), samples.end());
  return samples;
}

Run read_criterion(const std::filesystem::path& directory) {
  Run run;
  std::map<std::string, std::string> places;  // of each benchmark
  for (const std::filesystem::path& sample : criterion_samples(directory)) {
    Run one = parse_criterion_sample(read_file(sample), sample.string());
    const std::filesystem::path description = sample.parent_path() / "benchmark.json";
    if (const auto text = read_file_if_present(description))
      for (Series& series : one.series)
        series.benchmark = criterion_name(*text, description.string());
    for (Series& series : one.series) {
      const auto [known, is_new] = places.try_emplace(series.benchmark, sample.string());
      if (!is_new)
        throw Error(Fault::input, sample.string() + ": expected each benchmark once, found " +
                                      series.benchmark + " again, as in " + known->second +
                                      "; remove the one that is out of date");
      run.series.push_back(std::move(series));
    }
  }
  if (run.series.empty())
    throw Error(Fault::input,
                directory.string() +
                    ": expected Criterion's directory (target/criterion), found none of "
                    "its samples");
  return run;
}

}  // namespace

std::span<const Importer> importers() {
  return table;
}

bool launches_by_itself(std::string_view format) {
  return format == "hyperfine" || format == "jmh" || format == "pyperf";
}

std::vector<std::string> own_names(std::string_view format, std::string_view benchmark) {
  const auto* const found = std::ranges::find(table, format, &Importer::format);
  const bool has_others = found != table.end() && found->own_names != nullptr;
  return has_others ? found->own_names(benchmark) : std::vector{std::string(benchmark)};
}

std::string_view name_of_unnamed(std::string_view format) {
  for (const std::string_view harness : {"h2load", "k6", "vegeta", "wrk"})
    if (format.substr(0, format.find('-')) == harness) return harness;
  return "";
}

Run parse_any_run(std::string_view text, std::string_view name, std::string_view format) {
  text = without_byte_order_mark(text);
  const Specimen specimen(text);
  const Importer& importer = format.empty() ? importer_for(specimen, name) : importer_named(format);
  if (is_blank(text)) fail_without_samples(name, importer.format, "");
  Run run = importer.parse(text, name);
  const bool is_ours = importer.format.starts_with("pawl-");
  if (run.series.empty() && run.failures.empty() && !is_ours)
    fail_without_samples(name, importer.format, run.notes.empty() ? "" : run.notes.front());
  return run;
}

Run read_run(const std::filesystem::path& path, std::string_view format) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return read_criterion(path);
  return parse_any_run(contents_of(path), path.string(), format);
}

std::vector<Run> read_runs(const std::filesystem::path& path, std::string_view format) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) return {read_criterion(path)};
  const std::string contents = contents_of(path);
  const std::string_view text = without_byte_order_mark(contents);
  const std::string name = path.string();
  const Specimen specimen(text);
  const Importer& importer = format.empty() ? importer_for(specimen, name) : importer_named(format);
  const auto history =
      std::find_if(histories.begin(), histories.end(),
                   [&](const HistoryFormat& its) { return its.format == importer.format; });
  if (history == histories.end()) return {parse_any_run(text, name, format)};
  std::vector<Run> runs = history->parse(text, name);
  if (runs.empty())
    throw Error(Fault::input, name + ": expected entries of a history, found none with samples");
  return runs;
}

}  // namespace pawl::baselines
