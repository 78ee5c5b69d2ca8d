#include "baseline.hpp"
#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/merge_baselines.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/text/json_outline.hpp"
#include "baselines/text/shell_word.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "stats/summary.hpp"
#include "tools/git/git.hpp"

#include <algorithm>
#include <array>

namespace pawl::tools {

namespace {

using baselines::Baseline;

/// Git gives an empty file for what is not there. Merging would compute new checksums, and so hide
/// an edit.
Baseline read_side(const std::string& text, const std::string& name) {
  if (text.empty()) return {};
  Baseline baseline = baselines::parse_baseline(text, name);
  if (const auto edited = baselines::edited_sessions(baseline); !edited.empty())
    throw Error(Fault::input, name + ": session " + edited.front() +
                                  ": its contents do not match its checksum; restore that side's "
                                  "file (pawl baseline verify), then merge again");
  return baseline;
}

/// The merged file, and what keeps it from being one.
struct MergedText {
  std::string text;
  std::vector<std::string> conflicts;
  bool has_lost_signature;  ///< which a side bore
};

/// Of the ancestor, ours and theirs.
using Sides = std::array<std::string, 3>;

MergedText merged_baselines(const Sides& sides, const std::string& place) {
  const Baseline ancestor = read_side(sides[0], place + " (ancestor)");
  const Baseline ours = read_side(sides[1], place + " (ours)");
  const Baseline theirs = read_side(sides[2], place + " (theirs)");
  const baselines::BaselineMerge merge = baselines::merge(ancestor, ours, theirs);
  return {baselines::baseline_json(merge.merged), merge.conflicts,
          (ours.signature || theirs.signature) && !merge.merged.signature};
}

MergedText merged_suppressions(const Sides& sides, const std::string& place) {
  std::vector<baselines::Suppressions> all;
  for (const std::string& text : sides)
    all.push_back(text.empty() ? baselines::Suppressions()
                               : baselines::parse_suppressions(text, place));
  const baselines::SuppressionMerge merge = baselines::merge(all[0], all[1], all[2]);
  return {baselines::suppressions_json(merge.merged), merge.conflicts,
          (all[1].signature || all[2].signature) && !merge.merged.signature};
}

/// By what they say: a suite may be called suppressions, and its file as the one of suppressions.
bool are_suppressions(const Sides& sides) {
  return std::ranges::any_of(sides, [](std::string_view text) {
    return text.substr(baselines::json_offset(text, {{"format"}}))
        .starts_with("\"pawl-suppressions\"");
  });
}

Status merge_driver(const Arguments& arguments, Console& console) {
  const std::vector<std::string>& files = arguments.positional();
  if (files.size() != 4)
    throw Error(Fault::usage,
                "baseline merge-driver: expected %O %A %B %P, as git's configuration has them; "
                "see pawl baseline install-git");
  const std::string place = ci::plain(files[3]);
  Sides sides;
  std::ranges::transform(files.begin(), files.begin() + 3, sides.begin(),
                         [](const std::string& file) { return baselines::read_file(file); });
  const MergedText merge =
      are_suppressions(sides) ? merged_suppressions(sides, place) : merged_baselines(sides, place);
  for (const std::string& conflict : merge.conflicts)
    tell(console, place + ": " + ci::plain(conflict, ci::longest_sentence));
  if (!merge.conflicts.empty())
    throw Error(Fault::input, place + ": " + ci::count(merge.conflicts.size(), "conflict") +
                                  "; ours is left as it was: choose a side, or measure anew");
  baselines::write_file(files[1], merge.text);
  if (merge.has_lost_signature) note(console, place + ": " + sign_again);
  return Status::pass;
}

/// A line for each thing that a reviewer may want to see change, in the file's order.
std::string as_lines(const Baseline& baseline) {
  std::string text = ci::plain(baseline.suite) + " on " + ci::plain(baseline.testbed) +
                     ", the last " + ci::count(baseline.keep, "session") + "\n";
  for (const baselines::BaselineSession& session : baseline.sessions)
    text += "session " + ci::plain(session.id) + ": commit " +
            ci::plain(short_commit(session.commit)) + ", " + ci::plain(session.machine.cpu_model) +
            ", " + ci::plain(session.reason, 600) + "\n";
  for (const baselines::BaselineSeries& series : baseline.series)
    for (const auto& part : series.parts)
      if (const auto sample = stats::Sample::from_sessions({&part.launches, 1}))
        text += ci::plain(series.benchmark) + " " + ci::plain(series.metric) + ": " +
                ci::plain(ci::quantity(stats::median(sample->launch_medians()), series.unit)) +
                ", " + ci::count(sample->launches(), "launch", "launches") + ", session " +
                ci::plain(part.session) + "\n";
  if (baseline.signature)
    text += "signed with the key " + ci::plain(baseline.signature->key) + "\n";
  return text;
}

/// What is no baseline (conflict markers in it, say) is shown as it is: git diff must go on.
Status textconv(const Arguments& arguments, Console& console) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage, "baseline textconv: expected one file");
  const std::string text = baselines::read_file(arguments.positional().front());
  try {
    console.out << as_lines(baselines::parse_baseline(text, arguments.positional().front()));
  } catch (const Error&) {
    console.out << text;
  }
  return Status::pass;
}

/// This program as git's shell is to call it: by name where the PATH has it, else by its place.
std::string program_for_git(const Console& console) {
  if (is_on_path(console.environment, "pawl")) return "pawl";
  return baselines::shell_word(std::filesystem::read_symlink("/proc/self/exe").string());
}

/// With line ends as Pawl writes them wherever git would make them CRLF (core.autocrlf).
constexpr std::string_view attributes = "*.json merge=pawl-baseline diff=pawl-baseline eol=lf\n";

Status install_git(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  demand_of_git({"rev-parse", "--git-dir"}, project.directory, console.environment,
                project.directory.string() + ": expected a git repository");
  const std::string pawl = program_for_git(console);
  const std::pair<std::string, std::string> settings[] = {
      {"merge.pawl-baseline.name", "baselines of Pawl"},
      {"merge.pawl-baseline.driver", pawl + " baseline merge-driver %O %A %B %P"},
      {"diff.pawl-baseline.textconv", pawl + " baseline textconv"},
  };
  for (const auto& [key, value] : settings)
    if (!text_of_git({"config", key, value}, project.directory, console))
      throw Error(Fault::io, key + ": git config cannot set it");
  const baselines::DirectoryStore store = project.store();
  const std::filesystem::path path = store.attributes_path();
  const std::string before = baselines::read_file_if_present(path).value_or("");
  if (before.find(attributes) == std::string::npos)
    store.write(path, before + (before.empty() || before.back() == '\n' ? "" : "\n") +
                          std::string(attributes));
  note(console, "git merges baselines by pawl in this clone; commit " + path.string() +
                    " and run this once in every clone that merges");
  return Status::pass;
}

}  // namespace

std::vector<Command> baseline_git_commands() {
  return {
      {.name = "baseline merge-driver",
       .arguments = "%O %A %B %P",
       .most_words = any_number,
       .summary = "merge the baselines of two branches (git calls it)",
       .details = "What either branch added stays, what either took away goes, and of each series "
                  "the last\nsessions are kept. Status 3: a conflict, and ours is left as it was.",
       .options = {},
       .example = "  git config merge.pawl-baseline.driver \\\n"
                  "    'pawl baseline merge-driver %O %A %B %P'",
       .action = merge_driver},
      {.name = "baseline textconv",
       .arguments = "FILE",
       .most_words = any_number,
       .summary = "a baseline as lines for `git diff` (git calls it)",
       .details = "",
       .options = {},
       .example = "  pawl baseline textconv baselines/committed/ci/default.json",
       .action = textconv},
      {.name = "baseline install-git",
       .arguments = "",
       .summary = "let git merge and diff baselines by pawl, in this clone",
       .details = "Sets merge.pawl-baseline and diff.pawl-baseline in the repository's config, and "
                  "writes\n.gitattributes beside the baselines, to be committed.",
       .options = {config_option()},
       .example = "  pawl baseline install-git",
       .action = install_git},
  };
}

}  // namespace pawl::tools
