#include "toolchain.hpp"

#include "tools/launch/child_environment.hpp"
#include "tools/launch/launcher.hpp"

namespace pawl::tools {

namespace {

constexpr double patience = 10;  // seconds

std::string first_line(const Launch& launch) {
  const std::string line = launch.output.first_line();
  return line.empty() ? launch.errors.first_line() : line;
}

}  // namespace

void record_toolchain(baselines::Run& run, const std::map<std::string, std::string>& commands,
                      const std::filesystem::path& directory, const Environment& environment) {
  for (const auto& [name, command] : commands) {
    const Launch launch = Launcher({.arguments = {"/bin/sh", "-c", command},
                                    .environment = entries(without_secrets(environment)),
                                    .directory = directory,
                                    .timeout = patience})
                              .launch();
    const bool is_well = ended_well(launch);
    const std::string line = first_line(launch);
    if (is_well && !line.empty())
      baselines::add_version(run.machine.toolchain, name, line);
    else
      run.notes.push_back("[toolchain] " + name + ": its command " +
                          (is_well ? "printed nothing" : describe(launch)));
  }
}

}  // namespace pawl::tools
