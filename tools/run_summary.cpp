#include "run_summary.hpp"

#include "ci/format.hpp"
#include "ci/selection.hpp"
#include "ci/text_table.hpp"
#include "stats/interval.hpp"

#include <cmath>

namespace pawl::tools {

std::string run_summary(const baselines::Run& run, bool colour, std::size_t width) {
  using ci::Align;
  ci::TextTable table({{"benchmark", Align::left},
                       {"metric", Align::left},
                       {"median", Align::right},
                       {"95 % interval", Align::right},
                       {"launches", Align::right}});
  const ci::Selection shown(nullptr, run, {}, false);
  std::size_t rows = 0;
  for (const baselines::Series& series : run.series) {
    const auto sample = stats::Sample::from_sessions(series.sessions);
    if (!sample || !shown.contains(series)) continue;
    const stats::Interval median = stats::quantile_estimate(sample->launch_medians(), 0.5, 0.95);
    table.add({{series.benchmark},
               {series.metric},
               {ci::quantity(median.estimate, series.unit)},
               {std::isfinite(median.high - median.low)
                    ? ci::quantity_range(median.low, median.high, series.unit)
                    : "too few launches"},
               {ci::count(sample->launches())}});
    ++rows;
  }
  return rows == 0 ? "" : table.str(colour, width);
}

}  // namespace pawl::tools
