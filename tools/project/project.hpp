#pragma once
/// A Project is the pawl.toml a command works for, and the directory it stands in.

#include "baselines/baseline/directory_store.hpp"
#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"
#include "tools/command_line/console.hpp"
#include "tools/command_line/options.hpp"

#include <cstdint>
#include <filesystem>

namespace pawl::tools {

struct Project {
  std::filesystem::path directory;
  baselines::Config config;
  bool has_config = false;                ///< there is a pawl.toml
  std::string config_name = "pawl.toml";  ///< of its file in the directory, be it there or not
  std::string config_path() const;
  std::string baselines_folder() const;  ///< relative to the directory
  baselines::DirectoryStore store() const;
};

/// --config FILE and --testbed NAME.
Option config_option();
Option testbed_option();

/// The pawl.toml of --config, or of the working directory or the nearest above that has one;
/// without any, all defaults in the working directory. --testbed replaces the config's. Told with
/// --verbose.
Project find_project(const Arguments& arguments, const Console& console);

/// The testbed whose baseline a run is judged by: what --testbed or pawl.toml says, or else what
/// the run says, or else the name of the machine it was made on.
std::string testbed_of(const baselines::Run& run, const Project& project);
/// Says so where a run in `file` names another testbed than pawl.toml, which goes before it;
/// nothing where --testbed was given.
void note_other_testbed(const baselines::Run& run, const std::string& file, const Project& project,
                        const Arguments& arguments, const Console& console);
/// Likewise the suite: what the run says, or else pawl.toml.
std::string suite_of(const baselines::Run& run, const Project& project);

/// A run with all but its series: commit, time, machine, suite, testbed. Error (Fault::usage) when
/// --testbed is no name that a baseline can have.
baselines::Run blank_run(const Project& project, const Console& console);

/// A seed nobody chose.
std::uint64_t fresh_seed(const Console& console);

}  // namespace pawl::tools
