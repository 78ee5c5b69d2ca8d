#include "git.hpp"

#include "baselines/error.hpp"
#include "tools/launch/child_environment.hpp"
#include "tools/launch/launcher.hpp"

namespace pawl::tools {

namespace {

/// A long history's list of commits.
constexpr std::size_t kept_output = 64 << 20;

}  // namespace

GitAnswer ask_git(std::vector<std::string> arguments, const std::filesystem::path& directory,
                  Environment environment, double patience) {
  arguments.insert(arguments.begin(), "git");
  environment["GIT_TERMINAL_PROMPT"] = "0";
  const Launch launch = Launcher({.arguments = std::move(arguments),
                                  .environment = entries(environment),
                                  .directory = directory,
                                  .timeout = patience,
                                  .keep_output = kept_output})
                            .launch();
  if (ended_well(launch)) {
    std::string text = launch.output.text();
    if (text.ends_with('\n')) text.pop_back();
    return {true, std::move(text), {}, {}};
  }
  const std::string errors = launch.errors.last_lines(5, 600);  // advice comes after the reason
  return {false, {}, errors, "git " + describe(launch) + (errors.empty() ? "" : ": " + errors)};
}

std::optional<std::string> text_of_git(std::vector<std::string> arguments,
                                       const std::filesystem::path& directory,
                                       const Console& console, double patience) {
  try {
    GitAnswer answer = ask_git(std::move(arguments), directory, console.environment, patience);
    return answer.is_well ? std::optional(std::move(answer.text)) : std::nullopt;
  } catch (const Error&) {
    return std::nullopt;
  }
}

std::string demand_of_git(std::vector<std::string> arguments,
                          const std::filesystem::path& directory, const Environment& environment,
                          const std::string& doing) {
  GitAnswer answer = ask_git(std::move(arguments), directory, environment);
  if (!answer.is_well) throw Error(Fault::input, doing + ": " + answer.reason);
  return std::move(answer.text);
}

std::string commit_of(const std::string& revision, const std::filesystem::path& directory,
                      const Environment& environment) {
  const GitAnswer answer =
      ask_git({"rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}"},
              directory, environment);
  if (!answer.is_well && !answer.errors.empty())  // of what is only not there, --quiet says nothing
    throw Error(Fault::input, revision + ": " + answer.reason);
  if (!answer.is_well)
    throw Error(Fault::usage, revision +
                                  ": expected a commit of this repository, found none; a shallow "
                                  "clone may lack it (git fetch --unshallow)");
  return answer.text;
}

}  // namespace pawl::tools
