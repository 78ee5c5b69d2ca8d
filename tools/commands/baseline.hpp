#pragma once
/// What the subcommands of `pawl baseline` share; each group of them has a file of its own.

#include "baselines/baseline/baseline.hpp"
#include "baselines/baseline/suppression.hpp"
#include "tools/command_line/command.hpp"
#include "tools/project/project.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pawl::tools {

/// What changes baselines: update, prune, migrate.
std::vector<Command> baseline_changes();
Command baseline_accept();
Command baseline_drop();
/// What shows them: list, show, diff.
std::vector<Command> baseline_views();
/// What checks them: verify.
std::vector<Command> baseline_checks();
Command baseline_sign();
/// What git calls: merge-driver, textconv; and install-git, which tells git so.
std::vector<Command> baseline_git_commands();

/// Throws Error (Fault::input) for a baseline that somebody edited: writing it would make its
/// checksums anew, and so hide that.
void refuse_edited(const Project& project, const baselines::Baseline& baseline);

/// Throws Error (Fault::input) for what was signed and changed since: writing it would drop the
/// signature, and so hide that.
void refuse_misfit(const Project& project, const baselines::Baseline& baseline);
void refuse_misfit(const Project& project, const baselines::Suppressions& suppressions);

/// What to tell whoever changes a signed file.
inline constexpr auto sign_again = "it was signed and has changed: sign it with pawl baseline sign";

/// Writes `now` in the place of `before` and tells what changed. What was signed and has not
/// changed stays signed.
void replace_baseline(const Project& project, const baselines::Baseline& before,
                      baselines::Baseline now, Console& console);

/// Writes `now` in the place of `before`, and says what was `told` to whoever asked.
void replace_suppressions(const Project& project, const baselines::Suppressions& before,
                          const baselines::Suppressions& now, const std::string& told,
                          Console& console);

/// Takes back the suppressions that `leaves` holds for, and tells which.
void withdraw(const Project& project,
              const std::function<bool(const baselines::Suppression&)>& leaves, Console& console);

/// What a run is judged by: the baseline of its testbed and suite, or a new one.
baselines::Baseline baseline_for(const baselines::Run& run, const Project& project);

/// Its first ten digits, or "unknown".
std::string short_commit(const std::string& commit);

/// What changed, for people.
std::string described(const baselines::BaselineDifference& difference, const Console& console);

}  // namespace pawl::tools
