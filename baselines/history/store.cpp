#include "store.hpp"

#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/keys/sha256.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/text/json_text.hpp"
#include "baselines/text/utf8.hpp"
#include "samples_blob.hpp"

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <utility>

namespace pawl::baselines {
namespace {

void expect_storable(std::string_view what, std::string_view text) {
  constexpr std::size_t longest = 1000;
  if (text.size() <= longest && text.find('\0') == std::string_view::npos &&
      first_invalid_utf8(text) == text.size())
    return;
  throw Error(Fault::input, "history: " + std::string(what) +
                                ": expected UTF-8 of at most 1,000 bytes without NUL, found " +
                                quoted(text));
}

SeriesKey key_of(const Run& run, const Series& series) {
  return {run.suite, run.testbed, series.benchmark, series.metric, series.unit, series.better};
}

void expect_storable(const Run& run) {
  for (const auto& [what, text] : {std::pair("run", &run.id),
                                   {"commit", &run.commit},
                                   {"branch", &run.branch},
                                   {"suite", &run.suite},
                                   {"testbed", &run.testbed}})
    expect_storable(what, *text);
  for (const Series& series : run.series) {
    expect_storable("benchmark", series.benchmark);
    expect_storable("metric", series.metric);
    expect_storable("unit", series.unit);
  }
}

/// All that a store keeps of the run, in a form that is quick to make: its id is a hash of it.
std::string contents(const Run& run) {
  std::string out = run_details(run);
  for (const Series& series : run.series) {
    for (const std::string* name : {&series.benchmark, &series.metric, &series.unit})
      append_json(out, std::string_view(*name));
    out += series.better == stats::Better::lower ? '<' : '>';
    for (const auto& session : series.sessions) {
      out += std::to_string(session.size()) + ':';
      for (const auto& launch : session) {
        out += std::to_string(launch.size()) + ' ';
        for (const double value : launch) append_double(out, value);
      }
    }
  }
  return out;
}

}  // namespace

std::string run_id(const Run& run) {
  if (!run.id.empty()) return run.id;
  std::string id;
  const std::int64_t time = run_time(run);
  for (const char c : time == 0 ? std::string("undated") : instant_text(time))
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) id += c;
  constexpr std::size_t digits = 32;
  return id + "-" + sha256_hex(contents(run)).substr(0, digits);
}

std::vector<StoredPoint> stored_points(const Run& run) {
  expect_storable(run);
  std::vector<StoredPoint> points;
  points.reserve(run.series.size());
  for (const Series& series : run.series)
    if (const auto sample = stats::Sample::from_sessions(series.sessions))
      points.push_back({key_of(run, series), stats::median(sample->launch_medians()),
                        sample->size(), pack_samples(series.sessions)});
  std::ranges::sort(points, {}, &StoredPoint::key);
  const auto again = std::ranges::adjacent_find(points, {}, &StoredPoint::key);
  if (again != points.end())
    throw Error(Fault::input, "history: expected each benchmark and metric of a run once, found " +
                                  again->key.benchmark + " " + again->key.metric + " again");
  return points;
}

std::string run_details(const Run& run) {
  Run bare;
  bare.commit = run.commit;
  bare.branch = run.branch;
  bare.time = run.time;
  bare.suite = run.suite;
  bare.testbed = run.testbed;
  bare.machine = run.machine;
  bare.failures = run.failures;
  bare.notes = run.notes;
  bare.unknown = run.unknown;
  return run_json(bare);
}

std::int64_t run_time(const Run& run) {
  return instant(run.time).value_or(0);
}

}  // namespace pawl::baselines
