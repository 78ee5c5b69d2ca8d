#include "project.hpp"

#include "baselines/error.hpp"
#include "baselines/run/machine.hpp"
#include "ci/doubts.hpp"
#include "ci/inert.hpp"
#include "tools/git/revision.hpp"
#include "tools/system/nearest.hpp"

#include <optional>

namespace pawl::tools {

namespace {

std::optional<std::filesystem::path> nearest_config() {
  std::error_code ignored;
  if (std::filesystem::exists("pawl.toml", ignored)) return "pawl.toml";
  return nearest("pawl.toml", std::filesystem::current_path(ignored));
}

/// An empty one is none.
void expect_safe_testbed(const std::string& name) {
  if (!name.empty() && !baselines::is_safe_name(name))
    throw Error(Fault::usage, "--testbed: expected " + std::string(baselines::safe_name) +
                                  ", found \"" + ci::plain(name) + "\"");
}

}  // namespace

Option config_option() {
  return {"config", "FILE", "in place of the nearest pawl.toml"};
}

Option testbed_option() {
  return {"testbed", "NAME",
          "the kind of machine this is (default: pawl.toml's, or the machine's)"};
}

std::string Project::config_path() const {
  return (directory / config_name).lexically_normal().string();
}

std::string Project::baselines_folder() const {
  return config.baselines.empty() ? std::string(baselines::committed_baselines) : config.baselines;
}

baselines::DirectoryStore Project::store() const {
  return baselines::DirectoryStore((directory / baselines_folder()).lexically_normal());
}

Project find_project(const Arguments& arguments, const Console& console) {
  std::optional<std::filesystem::path> path = nearest_config();
  if (const auto given = arguments.value("config")) path = *given;
  detail(console,
         path ? "by " + path->string() : "by defaults: there is no pawl.toml here or above");
  Project project{.directory = ".", .config = {}, .has_config = path.has_value()};
  if (path) {
    project.config = baselines::read_config(*path);
    project.directory = path->parent_path().empty() ? "." : path->parent_path();
    project.config_name = path->filename().string();
  }
  project.config.testbed = arguments.value_or("testbed", project.config.testbed);
  expect_safe_testbed(project.config.testbed);
  return project;
}

std::string testbed_of(const baselines::Run& run, const Project& project) {
  if (!project.config.testbed.empty()) return project.config.testbed;
  return run.testbed.empty() ? baselines::testbed_name(run.machine) : run.testbed;
}

void note_other_testbed(const baselines::Run& run, const std::string& file, const Project& project,
                        const Arguments& arguments, const Console& console) {
  const std::string testbed = testbed_of(run, project);
  if (arguments.value("testbed") || run.testbed.empty() || run.testbed == testbed) return;
  note(console, file + ": measured on testbed " + run.testbed + ", taken for one of " + testbed +
                    ", as " + project.config_name + " says; --testbed " + run.testbed +
                    " keeps it apart");
}

std::string suite_of(const baselines::Run& run, const Project& project) {
  return run.suite.empty() ? project.config.suite : run.suite;
}

baselines::Run blank_run(const Project& project, const Console& console) {
  baselines::Run run;
  const Revision revision = tools::revision(project.directory, console, project.baselines_folder());
  run.commit = revision.commit;
  run.branch = revision.branch;
  if (revision.is_dirty) run.notes.emplace_back(ci::altered);
  if (!revision.trouble.empty())
    run.notes.push_back("the commit is not known: " + revision.trouble);
  run.time = timestamp(console);
  run.suite = project.config.suite;
  run.machine = baselines::this_machine();
  run.testbed = testbed_of(run, project);
  return run;
}

std::uint64_t fresh_seed(const Console& console) {
  return static_cast<std::uint64_t>(console.clock().time_since_epoch().count()) % 1'000'000;
}

}  // namespace pawl::tools
