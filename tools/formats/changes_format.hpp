#pragma once
/// How changes of histories are printed, as --format of the commands that find them names it.

#include "ci/changes.hpp"
#include "tools/command_line/command.hpp"
#include "tools/command_line/console.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

using ChangesFormat = std::string (*)(const std::vector<ci::SeriesChanges>&, const Console&);

/// --format with all that there are.
Option changes_format_option();
/// That of --format (text unless given). Throws Error (Fault::usage) for one not known.
ChangesFormat changes_format(const Arguments& arguments);

}  // namespace pawl::tools
