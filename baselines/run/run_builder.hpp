#pragma once
/// A run builder gathers values as a file tells them, in any order, into the series of a Run.

#include "run.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace pawl::baselines {

/// One value and what it is of.
struct Observation {
  std::string_view benchmark;
  std::string_view metric;
  std::string_view unit;  ///< any; one that is known is converted to its base
  stats::Better better = stats::Better::lower;
  double value = 0;
  std::string_view session = {};                ///< a label; sessions come in order of appearance
  std::optional<std::string_view> launch = {};  ///< a label within the session; none: of its own
};

/// Bad entries of one file beyond which it is refused instead of read on: each note tells its
/// place, which takes reading the file up to there.
inline constexpr std::size_t most_bad_entries = 100;

class RunBuilder {
 public:
  /// A builder of another run of the same file, whose bad entries count together.
  RunBuilder beside() const;

  /// Takes the observation in, or says what is wrong with it: "expected a finite number, found
  /// inf". A name that comes again adds samples; one that is empty or no UTF-8 is wrong.
  std::optional<std::string> add(const Observation& observation);
  /// As add(), but what is wrong is left out and noted: "PLACE: …", the place being asked for only
  /// then.
  template <typename Place>
  void add_or_note(const Observation& observation, Place place) {
    if (const auto fault = add(observation)) note_left_out(place(), observation, *fault);
  }

  /// Marks the observation's series, if it has any values (run.hpp).
  void mark(const Observation& observation, std::string_view mark);

  /// What is known of the run beyond its series.
  Run& run() { return run_; }
  void note(std::string sentence) { run_.notes.push_back(std::move(sentence)); }
  /// Notes "SENTENCE; the WHAT was left out". Throws the sentence (Fault::input) instead when the
  /// file has had most_bad_entries of them.
  void leave_out(const std::string& sentence, std::string_view what);
  void fail(std::string_view benchmark, std::string reason);

  /// The run with its series in order of first appearance, and its time in UTC.
  Run finished() &&;

 private:
  /// Where the labels of a series have gone.
  struct Labels {
    std::unordered_map<std::string, std::size_t> sessions;
    std::unordered_map<std::string, std::size_t> launches;  ///< by session and launch
  };
  void note_left_out(const std::string& place, const Observation& observation,
                     const std::string& fault);
  /// nullopt for a new one whose name no file could hold: empty, or no UTF-8.
  std::optional<std::size_t> series_index(const Observation& observation, std::string_view unit);
  stats::Sample::Launch& launch_for(std::size_t series, const Observation& observation);

  Run run_;
  std::shared_ptr<std::size_t> bad_ = std::make_shared<std::size_t>(0);
  std::unordered_map<std::string, std::size_t> by_name_;
  std::vector<Labels> labels_;  ///< beside run_.series
};

/// Which way of a metric is better, told by its base unit and name: rates and throughput want
/// higher, all else lower.
stats::Better better_of(std::string_view base_unit, std::string_view metric);

}  // namespace pawl::baselines
