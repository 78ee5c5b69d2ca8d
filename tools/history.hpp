#pragma once
/// The history of a project: which store is meant, and its series as files that leave it.

#include "baselines/history.hpp"
#include "baselines/store.hpp"
#include "command.hpp"
#include "project.hpp"

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools {

/// --store FILE or URL.
Option store_option();

/// What --store says, or else PAWL_HISTORY, or else pawl.toml's `history`, or else
/// .pawl/history.sqlite beside pawl.toml.
std::string history_place(const Arguments& arguments, const Project& project,
                          const Console& console);

/// Opens it for adding; it is made when there is none. Throws Error.
std::unique_ptr<baselines::Store> open_history(const std::string& place);
/// Opens it for reading; Error (Fault::io) when there is none.
std::unique_ptr<baselines::Store> open_existing_history(const std::string& place);

/// The series for those who look for changes. A point is called by its commit, so that series of
/// one commit meet in one finding; one without samples has its median.
baselines::History history_of(const baselines::SeriesKey& key,
                              std::vector<baselines::Point> points);

/// The series' points with samples as rows of CSV in long form (FORMAT.md), without the header
/// line; a session is called by its commit, or by the run's id where the commit came before.
std::string history_csv(const baselines::SeriesKey& key,
                        const std::vector<baselines::Point>& points);
inline constexpr std::string_view history_csv_header =
    "benchmark,metric,unit,better,run,launch,value\n";

/// The same as one JSON object.
std::string history_json(const baselines::SeriesKey& key,
                         const std::vector<baselines::Point>& points);

/// The same for Prometheus: the points' medians with their times, a series for each branch, between
/// a head and an end. Points without a time, or of a second that an earlier one has, are left out:
/// their number is added to `left_out`.
std::string history_open_metrics(const baselines::SeriesKey& key,
                                 const std::vector<baselines::Point>& points,
                                 std::size_t& left_out);
inline constexpr std::string_view open_metrics_head =
    "# TYPE pawl_median gauge\n"
    "# HELP pawl_median Median of one run, in the base unit that the label tells.\n";
inline constexpr std::string_view open_metrics_end = "# EOF\n";

}  // namespace pawl::tools
