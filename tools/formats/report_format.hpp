#pragma once
/// A report format is one of the shapes a report is printed in, as --format names it.

#include "ci/report.hpp"
#include "tools/command_line/command.hpp"
#include "tools/command_line/console.hpp"

#include <string>

namespace pawl::tools {

/// --format with all that there are.
Option report_format_option();

/// The report in the format of --format (text unless given). Error (Fault::usage) for one not
/// known.
std::string rendered(const ci::Report& report, const Arguments& arguments, const Console& console);
/// The same Error before any long work.
void check_format(const Arguments& arguments);

/// The exit status that a report's verdict means.
Status status_of(const ci::Report& report);

}  // namespace pawl::tools
