#pragma once
/// The workflow that measures, as it ran on a commit: it is run again, in whole or its last job
/// alone.

#include "github.hpp"
#include "reply.hpp"

#include <string>

namespace pawl::ci {

/// Runs the newest run of the workflow `pawl` on the commit again.
Reply rerun(Github& github, const std::string& sha);

/// Runs its job `confirm` again, which measures the suspects in turns.
Reply confirm_again(Github& github, const std::string& sha);

}  // namespace pawl::ci
