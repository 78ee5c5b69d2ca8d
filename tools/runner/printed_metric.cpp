#include "printed_metric.hpp"

#include "baselines/error.hpp"
#include "baselines/text/lines.hpp"
#include "baselines/text/regex.hpp"
#include "baselines/unit.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <cstddef>
#include <optional>
#include <string_view>

namespace pawl::tools {

namespace {

using baselines::PrintedMetric;

Error not_found(const PrintedMetric& metric, const std::string& what) {
  return {Fault::input, "metric " + metric.name + ": " + what};
}

std::vector<double> by_regex(const PrintedMetric& metric, const std::string& text) {
  const baselines::Regex pattern(metric.regex);
  std::vector<double> values;
  baselines::for_each_line(text, [&](std::string_view line, std::size_t) {
    for (const std::string& word : pattern.found_in(std::string(line))) {
      const std::optional<double> value = baselines::plain_number(word);
      if (!value)
        throw not_found(metric, "expected a number, found \"" + word + "\" in the output");
      values.push_back(*value);
    }
  });
  if (values.empty()) throw not_found(metric, "no line of the output matches " + metric.regex);
  return values;
}

std::vector<double> by_pointer(const PrintedMetric& metric, const std::string& text) {
  boost::system::error_code error;
  const boost::json::value document = boost::json::parse(text, error);
  if (error) throw not_found(metric, "the output is not JSON: " + error.message());
  const boost::json::value* found = document.find_pointer(metric.json_pointer, error);
  if (found == nullptr || !found->is_number())
    throw not_found(metric, "expected a number at " + metric.json_pointer + " of the output");
  return {found->to_number<double>()};
}

}  // namespace

baselines::Series printed_series(const PrintedMetric& metric, const std::string& benchmark,
                                 const std::string& text) {
  const std::optional<baselines::Unit> unit = baselines::unit(metric.unit);
  std::vector<double> values =
      metric.regex.empty() ? by_pointer(metric, text) : by_regex(metric, text);
  for (double& value : values) {
    if (unit) value = baselines::in_base(*unit, value);
    if (!std::isfinite(value))
      throw not_found(metric,
                      "expected a finite number, found one that is too large in the output");
  }
  baselines::Series series{.benchmark = benchmark,
                           .metric = metric.name,
                           .unit = unit ? unit->base : metric.unit,
                           .better = metric.better,
                           .sessions = {{values}},
                           .unknown = {}};
  if (metric.is_exact) set_mark(series, baselines::exact_mark);
  return series;
}

bool has_line(const std::string& text, const std::string& regex) {
  const baselines::Regex pattern(regex);
  bool found = false;
  baselines::for_each_line(text, [&](std::string_view line, std::size_t) {
    found = found || pattern.matches_in(std::string(line));
  });
  return found;
}

}  // namespace pawl::tools
