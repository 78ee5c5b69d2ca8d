#include "step_summary.hpp"

#include "actions.hpp"
#include "baselines/error.hpp"
#include "ci/headline.hpp"
#include "ci/render/markdown.hpp"

#include <filesystem>
#include <system_error>

namespace pawl::ci {

namespace {

constexpr std::size_t least_room = 4096;              // characters, of which markdown makes sense
constexpr std::size_t most_bytes_of_a_character = 3;  // of a UTF-16 code unit in UTF-8

std::string outputs_of(const Report& report, const std::string& delimiter) {
  const Tally counts = tally(report);
  const std::vector<std::pair<std::string, std::string>> outputs = {
      {"verdict", std::string(name(report.verdict))},
      {"regressions", std::to_string(counts.regression)},
      {"improvements", std::to_string(counts.improvement)},
      {"inconclusive", std::to_string(counts.inconclusive + counts.missing)},
      {"broken-budgets", std::to_string(counts.broken)}};
  std::string text;
  for (const auto& [name, value] : outputs) text += output_entry(name, value, delimiter);
  return text;
}

}  // namespace

StepSummary step_summary(const Report& report, const Environment& environment, std::size_t used,
                         const std::string& delimiter) {
  const std::string path = variable(environment, "GITHUB_STEP_SUMMARY");
  if (path.empty())
    throw Error(Fault::input,
                "GITHUB_STEP_SUMMARY: not set; step-summary is for steps of GitHub Actions");
  const std::size_t room = used < largest_summary ? largest_summary - used : 0;
  if (room / most_bytes_of_a_character < least_room)
    throw Error(Fault::input, path +
                                  ": the step's summary is full (1 MiB, beyond which GitHub "
                                  "drops it whole); deliver from a step of its own");
  StepSummary written{.summary_path = path,
                      .summary = markdown(report, {.limit = room / most_bytes_of_a_character}),
                      .output_path = variable(environment, "GITHUB_OUTPUT"),
                      .outputs = outputs_of(report, delimiter),
                      .commands = {}};
  for (const Annotation& annotation : annotations(report))
    written.commands += workflow_command(annotation);
  return written;
}

std::size_t summary_size(const Environment& environment) {
  std::error_code absent;
  const auto size =
      std::filesystem::file_size(variable(environment, "GITHUB_STEP_SUMMARY"), absent);
  return absent ? 0 : static_cast<std::size_t>(size);
}

}  // namespace pawl::ci
