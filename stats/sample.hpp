#pragma once
/// A Sample is what was measured of one metric of one benchmark on one side of a comparison.
///
/// Its values keep the launch (one process) they were measured in, and each launch the session (one
/// CI job, one `pawl run`) it belongs to, because values of one launch share its memory layout and
/// launches of one session share the host's mood: they are not independent evidence about the code.

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace pawl::stats {

/// Never empty; every value is finite and in base units (seconds, bytes, counts), in the order of
/// measurement. Whatever takes a Sample is therefore total.
class Sample {
 public:
  using Launch = std::vector<double>;
  using Session = std::vector<Launch>;

  /// One session in which each value is a launch of its own. Like the two below, nullopt when there
  /// is no value at all or one is not finite.
  static std::optional<Sample> from(std::vector<double> values);
  /// One session. Launches without values are dropped.
  static std::optional<Sample> from_launches(std::span<const Launch> launches);
  /// Several sessions, oldest first. Sessions without values are dropped.
  static std::optional<Sample> from_sessions(std::span<const Session> sessions);

  std::size_t size() const { return values_.size(); }
  std::size_t launches() const { return launch_ends_.size(); }
  std::size_t sessions() const { return session_ends_.size(); }

  std::span<const double> values() const { return values_; }
  /// The values of launch `i`, 0 ≤ i < launches(), counted through all sessions.
  std::span<const double> launch(std::size_t i) const;
  /// The values of session `i`, 0 ≤ i < sessions(), of all its launches.
  std::span<const double> session(std::size_t i) const;
  /// How many launches session `i` has.
  std::size_t launches_of_session(std::size_t i) const {
    return session_ends_[i] - (i == 0 ? 0 : session_ends_[i - 1]);
  }
  /// The session as a Sample of its own.
  Sample session_alone(std::size_t i) const;

  /// One value a launch: the median of its iterations. With one iteration a launch, values().
  std::vector<double> launch_medians() const;
  /// One value a session: the median of its launch medians.
  std::vector<double> session_medians() const;
  /// The same sample with every value multiplied by `factor` (finite, > 0): another unit.
  Sample scaled(double factor) const;

 private:
  Sample() = default;
  bool append_session(std::span<const Launch> launches);

  std::vector<double> values_;
  std::vector<std::size_t> launch_ends_;   ///< one past each launch's last value, in values_
  std::vector<std::size_t> session_ends_;  ///< one past each session's last launch, in launch_ends_
};

/// The middle value, or the mean of the two middle ones without overflow. `values` is not empty.
double median(std::vector<double> values);

}  // namespace pawl::stats
