#include "run_summary.hpp"

#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"
#include "ci/selection.hpp"
#include "stats/intervals/interval.hpp"
#include "stats/summary.hpp"
#include "stats/verdict/exact.hpp"

#include <cmath>

namespace pawl::tools {
namespace {

std::string interval_of(const baselines::Series& series, const stats::Sample& sample,
                        const stats::Interval& median) {
  const bool repeats = has_mark(series, baselines::exact_mark) && sample.launches() > 1;
  if (repeats && stats::exact_value(sample)) return "the same each time";
  if (!std::isfinite(median.high - median.low))
    return "takes " + ci::count(stats::smallest_size(0.5, 0.95)) + " launches";
  return ci::quantity_range(median.low, median.high, series.unit);
}

}  // namespace

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
    table.add({{ci::plain(series.benchmark)},
               {ci::plain(series.metric)},
               {ci::quantity(median.estimate, series.unit)},
               {interval_of(series, *sample, median)},
               {ci::count(sample->launches())}});
    ++rows;
  }
  return rows == 0 ? "" : table.str(colour, width);
}

}  // namespace pawl::tools
