#pragma once
/// A Run is what `pawl run` (or an importer) collected: series of samples, and what they were
/// measured on.

#include "baselines/text/unknown_fields.hpp"
#include "machine.hpp"
#include "stats/better.hpp"
#include "stats/sample.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// The reference program's benchmark, which `pawl run` measures between its own (ci/yardstick.hpp).
inline constexpr std::string_view yardstick_benchmark = "pawl/yardstick";

/// What a series is called within its run.
struct SeriesName {
  std::string benchmark, metric;
  auto operator<=>(const SeriesName&) const = default;
};

/// One metric of one benchmark.
struct Series {
  std::string benchmark;  ///< "token/small"
  std::string metric;     ///< "wall_time"
  std::string unit;       ///< a base unit: "s", "B", "1", "1/s", "B/s"
  stats::Better better = stats::Better::lower;
  /// Sessions of launches of values, in base units, all finite: one session unless runs were
  /// merged.
  std::vector<stats::Sample::Session> sessions;
  UnknownFields unknown;
  /// Of a baseline, one a session: series may have sessions that others lack. Else empty.
  std::vector<std::string> session_ids{};
  bool operator==(const Series&) const = default;
};

/// A benchmark that gave no usable samples, or lost some: reported, never counted as a sample.
struct Failure {
  std::string benchmark;
  std::string reason;  ///< a sentence: "exited with status 3 (stderr: …)"
  UnknownFields unknown{};
  bool operator==(const Failure&) const = default;
};

struct Run {
  std::string id;  ///< which a history gave it; empty: to be made of its contents (run_id)
  std::string commit, branch;
  std::string time;   ///< RFC 3339, UTC: "2026-11-23T22:41:05Z"
  std::string suite;  ///< which pawl.toml's benchmarks these are; empty: "default"
  std::string testbed;
  Machine machine;
  std::vector<Series> series;
  std::vector<Failure> failures;
  std::vector<std::string> notes;  ///< what was seen that makes its figures doubtful
  UnknownFields unknown;
  bool operator==(const Run&) const = default;
};

/// Whether run.json says `"MARK": true` of the series, one of its unknown fields (FORMAT.md).
bool has_mark(const Series& series, std::string_view mark);

/// Marks it so.
void set_mark(Series& series, std::string_view mark);

/// Of counts that come out the same each time (stats/verdict/exact.hpp).
inline constexpr std::string_view exact_mark = "exact";
/// Of what is recorded only, unless a policy names its metric: too noisy to stop a build.
inline constexpr std::string_view secondary_mark = "secondary";
/// Of iterations too many to keep all: the largest are mostly not among those that are there.
inline constexpr std::string_view thinned_mark = "thinned";

/// The field of a series that says which benchmark of pawl.toml it is from, where that one's output
/// was imported and has other names.
inline constexpr std::string_view printed_by_field = "printed_by";

/// Whether a series' unknown fields say that it is that one.
bool is_printed_by(const UnknownFields& fields, std::string_view name);

/// Makes them say so, and of no other.
void set_printed_by(UnknownFields& fields, std::string_view name);

/// The series of that benchmark and metric; nullptr when there is none.
const Series* find(std::span<const Series> series, std::string_view benchmark,
                   std::string_view metric);
const Series* find(const Run& run, std::string_view benchmark, std::string_view metric);

}  // namespace pawl::baselines
