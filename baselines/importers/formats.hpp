#pragma once
/// The formats of other harnesses: for each, whether a text is of it, and the text as a Run. Each
/// has a file NAME.cpp that says where the format is described; import.cpp lists them. Some say
/// what a benchmark is called by the harness's own filter.

#include "baselines/run/run.hpp"
#include "specimen.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

bool is_google_benchmark(const Specimen& specimen);
Run parse_google_benchmark(std::string_view text, std::string_view name);

bool is_go(const Specimen& specimen);
Run parse_go(std::string_view text, std::string_view name);
/// Of its function, which -bench takes.
std::vector<std::string> own_go_names(std::string_view benchmark);

bool is_hyperfine(const Specimen& specimen);
Run parse_hyperfine(std::string_view text, std::string_view name);

bool is_jmh(const Specimen& specimen);
Run parse_jmh(std::string_view text, std::string_view name);
/// Of its method, without parameters.
std::vector<std::string> own_jmh_names(std::string_view benchmark);

bool is_pytest_benchmark(const Specimen& specimen);
Run parse_pytest_benchmark(std::string_view text, std::string_view name);

bool is_pyperf(const Specimen& specimen);
Run parse_pyperf(std::string_view text, std::string_view name);

bool is_tinybench(const Specimen& specimen);
Run parse_tinybench(std::string_view text, std::string_view name);

bool is_mitata(const Specimen& specimen);
Run parse_mitata(std::string_view text, std::string_view name);

bool is_benchmark_ips(const Specimen& specimen);
Run parse_benchmark_ips(std::string_view text, std::string_view name);

bool is_vitest(const Specimen& specimen);
Run parse_vitest(std::string_view text, std::string_view name);

bool is_benchmark_js(const Specimen& specimen);
Run parse_benchmark_js(std::string_view text, std::string_view name);

bool is_bencher_text(const Specimen& specimen);
Run parse_bencher_text(std::string_view text, std::string_view name);

bool is_criterion_sample(const Specimen& specimen);
Run parse_criterion_sample(std::string_view text, std::string_view name);

bool is_cargo_criterion(const Specimen& specimen);
Run parse_cargo_criterion(std::string_view text, std::string_view name);

bool is_benchmark_dot_net(const Specimen& specimen);
Run parse_benchmark_dot_net(std::string_view text, std::string_view name);

bool is_k6_summary(const Specimen& specimen);
Run parse_k6_summary(std::string_view text, std::string_view name);

bool is_k6_points(const Specimen& specimen);
Run parse_k6_points(std::string_view text, std::string_view name);

bool is_vegeta_report(const Specimen& specimen);
Run parse_vegeta_report(std::string_view text, std::string_view name);

bool is_vegeta_results(const Specimen& specimen);
Run parse_vegeta_results(std::string_view text, std::string_view name);

bool is_wrk(const Specimen& specimen);
Run parse_wrk(std::string_view text, std::string_view name);

bool is_h2load(const Specimen& specimen);
Run parse_h2load(std::string_view text, std::string_view name);

bool is_github_action_benchmark(const Specimen& specimen);
Run parse_github_action_benchmark(std::string_view text, std::string_view name);

bool is_github_action_history(const Specimen& specimen);
Run parse_github_action_history(std::string_view text, std::string_view name);
/// Each entry a run of its own, oldest first within its suite. What is wrong with an entry becomes
/// a note of the first run.
std::vector<Run> parse_github_action_runs(std::string_view text, std::string_view name);

bool is_bencher(const Specimen& specimen);
Run parse_bencher(std::string_view text, std::string_view name);

bool is_bencher_reports(const Specimen& specimen);
/// Each report a run of its own. What is wrong with one becomes a note of the first run.
std::vector<Run> parse_bencher_report_runs(std::string_view text, std::string_view name);

/// What a measure of Bencher's is called here; one that is not built in keeps its name.
struct BencherMeasure {
  std::string_view name, metric, unit;
  stats::Better better;
};
BencherMeasure bencher_measure(std::string_view name);

bool is_history(const Specimen& specimen);
/// Each run of it with its id, oldest first. Throws Error (Fault::input) for whatever is wrong.
std::vector<Run> parse_history_runs(std::string_view text, std::string_view name);

bool is_asv(const Specimen& specimen);
Run parse_asv(std::string_view text, std::string_view name);

bool is_callgrind(const Specimen& specimen);
Run parse_callgrind(std::string_view text, std::string_view name);

bool is_catch2(const Specimen& specimen);
Run parse_catch2(std::string_view text, std::string_view name);

bool is_junit(const Specimen& specimen);
Run parse_junit(std::string_view text, std::string_view name);

/// The name of the benchmark that Criterion's benchmark.json describes, which stands beside
/// sample.json.
std::string criterion_name(std::string_view text, std::string_view name);

}  // namespace pawl::baselines
