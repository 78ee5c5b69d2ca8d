#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/text/lines.hpp"
#include "ci/workflows.hpp"
#include "commands.hpp"
#include "tools/git/git.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

namespace pawl::tools {

namespace {

constexpr std::string_view configuration =
    R"(# What Pawl measures and what it lets pass. Every key: baselines/FORMAT.md of Pawl.

[[benchmark]]
name = "example"
command = ["sh", "-c", "i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done"]  # yours here
launches = 20

# Any harness can be measured by what it prints:
# [[benchmark]]
# name = "core"
# command = ["./build/bench", "--benchmark_format=json"]
# import = "google-benchmark"
# only = ["./build/bench", "--benchmark_format=json", "--benchmark_filter={regex}"]  # to measure some in turns

# Versions to keep with each run, so that a report says where they differ:
# [toolchain]
# "c++" = "c++ --version"

[policy]
alpha = 0.01        # false alarms, over the whole report
threshold = "2%"    # smaller changes are not worth a word
# metrics = ["cpu_time"]  # judged where a benchmark has it; processor time is what a busy machine disturbs least

# [[budget]]
# benchmark = "example"
# metric = "wall_time"
# mean = "100ms"
# p95 = "200ms"     # takes 72 launches, or several values of each
)";

void write_unless_there(std::string_view path, std::string_view contents, Console& console) {
  std::error_code failure;
  const bool is_there = std::filesystem::exists(path, failure);
  if (failure)
    throw Error(Fault::io, std::string(path) + ": cannot be looked at: " + failure.message());
  if (!is_there) baselines::write_file(path, contents);
  console.out << path << (is_there ? ": is there already, left as it is" : ": written") << "\n";
}

/// What Pawl writes that is no one's to commit: results, and what it keeps for itself.
constexpr std::array<std::string_view, 4> ignored = {"/.pawl/", "/run.json", "/run-*.json",
                                                     "/report.json"};

/// A pattern of .gitignore without what does not change which name it speaks of.
std::string_view named_by(std::string_view pattern) {
  constexpr std::string_view blank = " \t\r";
  pattern = pattern.substr(0, pattern.find_last_not_of(blank) + 1);
  if (pattern.starts_with('!')) pattern.remove_prefix(1);
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  if (pattern.ends_with('/')) pattern.remove_suffix(1);
  return pattern;
}

bool speaks_of(std::string_view gitignore, std::string_view pattern) {
  bool is_named = false;
  baselines::for_each_line(gitignore, [&](std::string_view line, std::size_t) {
    is_named = is_named || named_by(line) == named_by(pattern);
  });
  return is_named;
}

void ignore_results(Console& console) {
  constexpr std::string_view path = ".gitignore";
  const std::string there = baselines::read_file_if_present(path).value_or("");
  std::string added, told;
  for (const std::string_view pattern : ignored) {
    if (speaks_of(there, pattern)) continue;
    added.append(pattern) += "\n";
    told.append(" ") += pattern;
  }
  const bool is_open = !there.empty() && !there.ends_with('\n');
  if (!added.empty()) baselines::append_to_file(path, (is_open ? "\n" : "") + added);
  console.out << path << (added.empty() ? ": says all already, left as it is" : ": added" + told)
              << "\n";
}

/// Where in its repository this is, "tools/bench/"; empty at its top, or outside of any.
std::string folder_in_repository(const Console& console) {
  return text_of_git({"rev-parse", "--show-prefix"}, {}, console, short_git_patience).value_or("");
}

/// The branch that pull requests are for: what the remote calls its own, or the only one there is.
std::string main_branch(const Console& console) {
  const auto git = [&](std::vector<std::string> words) {
    return text_of_git(std::move(words), {}, console, short_git_patience).value_or("");
  };
  constexpr std::string_view usual = "main", remote = "origin/";
  std::string branch = git({"symbolic-ref", "--short", "refs/remotes/origin/HEAD"});
  if (branch.starts_with(remote)) return branch.substr(remote.size());
  if (git({"rev-parse", "--verify", "--quiet", "refs/heads/main"}).empty())
    branch = git({"branch", "--show-current"});
  return branch.empty() ? std::string(usual) : branch;
}

/// Whether it stands for itself in a workflow, where it is YAML and a pattern.
bool is_plain(std::string_view branch) {
  return std::ranges::all_of(branch, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.' || c == '/';
  });
}

std::string for_branch(std::string_view workflow, const std::string& branch) {
  constexpr std::string_view written = "branches: [main]";
  std::string text(workflow);
  if (branch == "main") return text;
  const std::string wanted = "branches: ['" + branch + "']";
  for (std::size_t at = text.find(written); at != std::string::npos;
       at = text.find(written, at + wanted.size()))
    text.replace(at, written.size(), wanted);
  return text;
}

Status init(const Arguments& /*arguments*/, Console& console) {
  const std::string found = main_branch(console);
  const std::string folder = folder_in_repository(console);
  const std::string branch = is_plain(found) ? found : "main";
  write_unless_there("pawl.toml", configuration, console);
  for (const ci::Workflow& workflow : ci::workflows())
    write_unless_there(workflow.path, for_branch(workflow.contents, branch), console);
  ignore_results(console);
  console.out << "next: name your benchmarks in pawl.toml, and in the workflows Pawl's source, "
                 "what builds\n"
                 "yours (BUILD), and the branch that pull requests are for, if it is not "
              << branch
              << "; then\n"
                 "  for i in 1 2 3 4 5; do pawl run -o run-$i.json; done\n"
                 "  pawl baseline update run-*.json\n"
                 "  git add pawl.toml baselines .github .gitignore && git commit\n";
  if (!folder.empty())
    note(console,
         "GitHub reads workflows at the top of a repository only: move .github there, and "
         "let its steps run in " +
             folder + " (working-directory)");
  return Status::pass;
}

}  // namespace

Command init_command() {
  return {.name = "init",
          .arguments = "",
          .summary =
              "write pawl.toml, workflows for GitHub and what git is to ignore; overwrites nothing",
          .details = "",
          .options = {},
          .example = "  pawl init",
          .action = init};
}

}  // namespace pawl::tools
