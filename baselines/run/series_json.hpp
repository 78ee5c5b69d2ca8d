#pragma once
/// The parts that run.json and a baseline share: launches of values, machines. For .cpp files only.

#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"
#include "baselines/unit.hpp"
#include "run.hpp"

#include <optional>
#include <string>

namespace pawl::baselines {

/// A non-empty list of non-empty lists of numbers in `unit` (when it is known); fails otherwise.
stats::Sample::Session parse_launches(const JsonNode& node, const std::optional<Unit>& unit);
/// The field "better": lower when it is absent; fails for any other word than the two.
stats::Better parse_better(JsonFields& fields);
/// Fields that are absent are not known, fields that are not known are kept.
Machine parse_machine(const JsonNode& node);

/// Appends `[[1,2],[3]]`.
void append_json(std::string& out, const stats::Sample::Session& launches);
/// Appends `{"cpu_model":…}`.
void append_json(std::string& out, const Machine& machine);

/// Writes what a series is of, `"benchmark":"…","metric":"…","unit":"…","better":"…"`, of whatever
/// has these: a Series, a SeriesKey, a report's row.
template <typename Named>
JsonObject& add_names(JsonObject& object, const Named& series) {
  return object.text("benchmark", series.benchmark)
      .text("metric", series.metric)
      .text("unit", series.unit)
      .text("better", stats::name(series.better));
}

}  // namespace pawl::baselines
