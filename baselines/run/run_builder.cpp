#include "run_builder.hpp"

#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/text/json_text.hpp"
#include "baselines/text/utf8.hpp"
#include "baselines/unit.hpp"

#include <array>
#include <cmath>
#include <utility>

namespace pawl::baselines {
namespace {

/// Two texts as one key; no name holds a line feed followed by NUL.
std::string joined(std::string_view a, std::string_view b) {
  std::string key(a);
  key.append("\n\0", 2);
  return key.append(b);
}

}  // namespace

std::optional<std::size_t> RunBuilder::series_index(const Observation& observation,
                                                    std::string_view unit) {
  std::string key = joined(observation.benchmark, observation.metric);
  if (const auto found = by_name_.find(key); found != by_name_.end()) return found->second;
  if (observation.benchmark.empty() || first_invalid_utf8(key) < key.size()) return std::nullopt;
  by_name_.emplace(std::move(key), run_.series.size());
  run_.series.push_back({std::string(observation.benchmark),
                         std::string(observation.metric),
                         std::string(unit),
                         observation.better,
                         {},
                         {}});
  labels_.emplace_back();
  return run_.series.size() - 1;
}

stats::Sample::Launch& RunBuilder::launch_for(std::size_t series, const Observation& observation) {
  auto& sessions = run_.series[series].sessions;
  Labels& labels = labels_[series];
  const auto [session, is_new] =
      labels.sessions.try_emplace(std::string(observation.session), sessions.size());
  if (is_new) sessions.emplace_back();
  auto& launches = sessions[session->second];
  if (!observation.launch) return launches.emplace_back();
  const auto [launch, is_first] = labels.launches.try_emplace(
      joined(observation.session, *observation.launch), launches.size());
  return is_first ? launches.emplace_back() : launches[launch->second];
}

std::optional<std::string> RunBuilder::add(const Observation& observation) {
  const auto known = unit(observation.unit);
  const double value = known ? in_base(*known, observation.value) : observation.value;
  if (!std::isfinite(value)) return "expected a finite number, found one that is not";
  const std::string base = known ? known->base : std::string(observation.unit);
  const auto index = series_index(observation, base);
  if (!index)
    return "expected the benchmark's name in UTF-8, found " + quoted(observation.benchmark);
  const Series& series = run_.series[*index];
  if (series.unit != base) return "expected the unit " + series.unit + " as before, found " + base;
  if (series.better != observation.better)
    return "expected the same way to be better as before, found the other";
  launch_for(*index, observation).push_back(value);
  return std::nullopt;
}

void RunBuilder::mark(const Observation& observation, std::string_view mark) {
  const auto found = by_name_.find(joined(observation.benchmark, observation.metric));
  if (found != by_name_.end()) set_mark(run_.series[found->second], mark);
}

Run RunBuilder::finished() && {
  run_.time = in_utc(run_.time);
  return std::move(run_);
}

void RunBuilder::note_left_out(const std::string& place, const Observation& observation,
                               const std::string& fault) {
  leave_out(place + ": " + std::string(observation.benchmark) + " " +
                std::string(observation.metric) + ": " + fault,
            "value");
}

RunBuilder RunBuilder::beside() const {
  RunBuilder other;
  other.bad_ = bad_;
  return other;
}

void RunBuilder::leave_out(const std::string& sentence, std::string_view what) {
  if (++*bad_ > most_bad_entries) throw Error(Fault::input, sentence);
  note(sentence + "; the " + std::string(what) + " was left out");
}

void RunBuilder::fail(std::string_view benchmark, std::string reason) {
  Failure failure{std::string(benchmark), std::move(reason)};
  // Each repetition of a broken benchmark says the same.
  if (run_.failures.empty() || run_.failures.back() != failure)
    run_.failures.push_back(std::move(failure));
}

stats::Better better_of(std::string_view base_unit, std::string_view metric) {
  constexpr std::array higher = {std::string_view("per_second"), std::string_view("throughput"),
                                 std::string_view("hits")};
  if (base_unit == "1/s" || base_unit == "B/s") return stats::Better::higher;
  for (const std::string_view word : higher)
    if (metric.find(word) != std::string_view::npos) return stats::Better::higher;
  return stats::Better::lower;
}

}  // namespace pawl::baselines
