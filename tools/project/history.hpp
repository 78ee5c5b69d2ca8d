#pragma once
/// The history of a project: which store is meant, and its series in the form that detection reads.

#include "baselines/history/store.hpp"
#include "baselines/run/history.hpp"
#include "project.hpp"
#include "tools/command_line/command.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pawl::tools {

/// --store FILE or URL.
Option store_option();

/// What --store says, or else PAWL_HISTORY, or else pawl.toml's `history`, or else
/// .pawl/history.sqlite beside pawl.toml. Told with --verbose.
std::string history_place(const Arguments& arguments, const Project& project,
                          const Console& console);

/// Opens it for adding, and makes it when there is none. Throws Error.
std::unique_ptr<baselines::Store> open_history(const std::string& place);
/// Opens it for reading; Error (Fault::io) when there is none.
std::unique_ptr<baselines::Store> open_existing_history(const std::string& place);

/// The series as changes are looked for in it. A point is named by its commit, so that changes of
/// several series at one commit make one finding; a point without samples has its median.
baselines::History history_of(const baselines::SeriesKey& key,
                              std::vector<baselines::Point> points);

}  // namespace pawl::tools
