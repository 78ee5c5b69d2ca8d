#pragma once
/// The forms in which series leave a history as text: "csv" (in long form, FORMAT.md), "json" (what
/// import takes) and "openmetrics" (for Prometheus).

#include "store.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// What stands before, between and after the texts of series.
///
/// In CSV a session is called by its commit, or by the run's id where the commit came before;
/// points without samples have their median. OpenMetrics has the points' medians with their times,
/// a series for each branch: points without a time, or of a second that an earlier one has, are
/// left out, and their number is added to `left_out`.
struct HistoryFormat {
  std::string_view name, head, between{}, end{};
  bool has_samples = true;
  std::string (*text_of)(const SeriesKey& key, const std::vector<Point>& points,
                         std::size_t& left_out);
};

/// nullptr when there is none of that name.
const HistoryFormat* history_format(std::string_view name);

}  // namespace pawl::baselines
