#include "baseline.hpp"
#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "tools/git/git.hpp"
#include "tools/project/trust.hpp"

#include <functional>
#include <map>
#include <memory>

namespace pawl::tools {

namespace {

bool is_hash(const std::string& text) {
  return text.size() >= 7 && text.size() <= 64 &&
         text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

using baselines::BaselineName;
using baselines::Signers;

/// Whether git knows a commit, in a repository that has all its history; nothing to ask otherwise.
std::function<bool(const std::string&)> commits_of(const std::filesystem::path& directory,
                                                   const Console& console) {
  const auto is_shallow = text_of_git({"rev-parse", "--is-shallow-repository"}, directory, console);
  if (!is_shallow) return {};
  if (*is_shallow != "false") {
    note(console, "this clone has no whole history (fetch-depth: 0), so commits are not looked up");
    return {};
  }
  auto known = std::make_shared<std::map<std::string, bool>>();
  return [=, &console](const std::string& commit) {
    const auto [found, is_new] = known->try_emplace(commit, false);
    constexpr std::size_t most = 1000;  // a baseline's sessions are tens; each costs a process
    if (is_new && known->size() <= most && is_hash(commit))
      found->second =
          text_of_git({"cat-file", "-e", commit + "^{commit}"}, directory, console).has_value();
    return found->second;
  };
}

std::vector<std::string> problems_of_store(const Project& project,
                                           const std::vector<BaselineName>& names,
                                           const Signers& signers, const Console& console) {
  const baselines::DirectoryStore store = project.store();
  const auto knows_commit = commits_of(project.directory, console);
  std::vector<std::string> problems;
  for (const BaselineName& name : names) {
    const std::string path = store.path(name).string();
    for (const std::string& problem : baselines::verify(baselines::read_file(path), path,
                                                        {.suite = name.suite,
                                                        .testbed = name.testbed,
                                                        .now = timestamp(console),
                                                        .signers = signers,
                                                        .knows_commit = knows_commit}))
      problems.push_back(problem);
  }
  return problems;
}

std::vector<std::string> problems_of_suppressions(const Project& project,
                                                  const std::vector<BaselineName>& names,
                                                  const Signers& signers, const Console& console) {
  const baselines::DirectoryStore store = project.store();
  const baselines::Suppressions suppressions = store.suppressions();
  std::vector<std::string> benchmarks;
  if (suppressions.all.empty()) return {};
  for (const BaselineName& name : names) try {
      for (const auto& series : store.read(name).value_or(baselines::Baseline{}).series)
        benchmarks.push_back(series.benchmark);
    } catch (const Error&) {
      return {};  // which is a problem of that baseline's
    }
  return baselines::verify(
      suppressions, store.suppressions_path().string(),
      {.today = timestamp(console), .benchmarks = std::move(benchmarks), .signers = signers});
}

std::vector<std::string> problems_of(const std::vector<std::string>& files, const Signers& signers,
                                     const Console& console) {
  std::vector<std::string> problems;
  for (const std::string& file : files)
    for (const std::string& problem : baselines::verify(
             baselines::read_file(file), file,
             {.suite = {}, .testbed = {}, .now = timestamp(console), .signers = signers}))
      problems.push_back(problem);
  return problems;
}

Status verify(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const Signers signers = trust_of(arguments, project).signers;
  const std::vector<std::string>& files = arguments.positional();
  std::vector<BaselineName> names;
  std::vector<std::string> problems;
  if (files.empty()) {
    names = project.store().list();
    problems = problems_of_store(project, names, signers, console);
    for (std::string& problem : problems_of_suppressions(project, names, signers, console))
      problems.push_back(std::move(problem));
  } else {
    problems = problems_of(files, signers, console);
  }
  for (const std::string& problem : problems)
    tell(console, ci::plain(problem, ci::longest_sentence));
  if (!problems.empty())
    throw Error(Fault::input, ci::count(problems.size(), "problem") + " found");
  const bool is_nothing = files.empty() && names.empty();
  note(console, is_nothing ? "no baseline yet, so nothing to verify" : "no problem found");
  return Status::pass;
}

}  // namespace

std::vector<Command> baseline_checks() {
  return {
      {.name = "baseline verify",
       .arguments = "[FILE…]",
       .most_words = any_number,
       .summary =
           "check baselines and suppressions: edits, age, order, expiry, signatures (status 3)",
       .details = "Where pawl.toml has [signing], each baseline and the suppressions must bear a "
                  "valid signature of\none of its keys.",
       .options = {key_option(), config_option()},
       .example = "  pawl baseline verify",
       .action = verify},
  };
}

}  // namespace pawl::tools
