#pragma once
/// A Baseline is what a run is judged against: raw samples of the last few sessions (default 5) of
/// one suite on one testbed, so that it is known how far sessions differ by themselves.

#include "baselines/run/run.hpp"
#include "file_signature.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

inline constexpr std::size_t sessions_kept = 5;

/// One run that went into a baseline.
struct BaselineSession {
  std::string id;  ///< "20261123T224105Z-3f2a91c0": its time, the beginning of its contents' hash
  std::string commit, branch;
  std::string time;    ///< RFC 3339, UTC
  std::string reason;  ///< why it was taken, in the words of whoever did
  std::string pawl;    ///< version that wrote it
  Machine machine;
  std::string sha256;  ///< of the session with its samples, as written; empty until it is written
  UnknownFields unknown;
};

/// One metric of one benchmark, over sessions.
struct BaselineSeries {
  std::string benchmark, metric, unit;
  stats::Better better = stats::Better::lower;
  struct Part {
    std::string session;  ///< BaselineSession::id
    stats::Sample::Session launches;
  };
  std::vector<Part> parts;  ///< oldest session first
  UnknownFields unknown;

  const Part* part_of(const std::string& session) const;  ///< nullptr where it has none
};

struct Baseline {
  std::string suite, testbed;
  std::size_t keep = sessions_kept;       ///< sessions that each series keeps
  std::vector<BaselineSession> sessions;  ///< oldest first; each has samples in some series
  std::vector<BaselineSeries> series;     ///< by benchmark, then metric
  std::optional<FileSignature> signature{};
  UnknownFields unknown{};
};

/// Puts the sessions, and those of each series, in order of the instants at which they were
/// measured, whatever the zones of their times; then by id.
void put_in_order(Baseline& baseline);

/// The baseline with the run added as its newest session; of each series only the last
/// `baseline.keep` sessions stay, spread over time: of two less than an hour apart the older one
/// leaves first, since they show less of how far sessions differ, and else the oldest. Series that
/// the run has not are left as they are. A run of several sessions adds the last `baseline.keep` of
/// each series; as they have one time, they stand by their ids. Adding the same run twice changes
/// nothing. Throws Error (Fault::input) when the run has a series twice or more than 1,000
/// sessions.
Baseline updated(Baseline baseline, const Run& run, std::string_view reason);

/// The baseline in which the run alone is what the named benchmarks are judged against from now on;
/// the others are left as they are. Names that the run has not are ignored.
Baseline accepted(Baseline baseline, const Run& run, std::span<const std::string> benchmarks,
                  std::string_view reason);

/// Whether a session of the run is one of the baseline's, so that the run would be judged by
/// itself.
bool holds(const Baseline& baseline, const Run& run);

/// The baseline without the named benchmarks, and without the sessions that had these alone; names
/// that it has not are ignored.
Baseline dropped(Baseline baseline, std::span<const std::string> benchmarks);

/// The baseline with only the last `keep` sessions of each series, now and in future. keep ≥ 1.
Baseline pruned(Baseline baseline, std::size_t keep);

/// The baseline as one side of a comparison: its series with their sessions, the commit, time and
/// machine of the newest session. Notes say where sessions come from machines that differ.
Run to_run(const Baseline& baseline);

/// What became of one series between two baselines.
struct SeriesDifference {
  enum class Kind { added, removed, changed };
  Kind kind;
  std::string benchmark, metric;
  std::string unit_before{}, unit_now{};  ///< empty where there is none
  /// Medians of session medians, and the number of sessions; 0 where there is none.
  double median_before = 0, median_now = 0;
  std::size_t sessions_before = 0, sessions_now = 0;
};

struct BaselineDifference {
  std::vector<BaselineSession> sessions_added, sessions_removed;
  std::vector<SeriesDifference> series;  ///< those that differ, by benchmark, then metric
};

BaselineDifference difference(const Baseline& before, const Baseline& now);

}  // namespace pawl::baselines
