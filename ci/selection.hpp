#pragma once
/// A Selection is which series of two runs the gate judges; the others are only recorded.

#include "baselines/run/run.hpp"

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// Of a benchmark that has some of `metrics`, those; of any other, all but those marked as
/// secondary (run.hpp). Which it is the run before says, now only of what is new: a metric that is
/// new takes no other's place. The yardstick never.
class Selection {
 public:
  /// `has_secondary`: those, too, wherever all are judged. `before` may be nullptr. Both runs and
  /// `metrics` outlive the Selection.
  Selection(const baselines::Run* before, const baselines::Run& now,
            const std::vector<std::string>& metrics, bool has_secondary);
  bool contains(const baselines::Series& series) const;

 private:
  bool is_listed(const baselines::Series& series) const;
  /// Of benchmarks that are not `known` by another run.
  void note_listed(const baselines::Run& run, const std::set<std::string_view>& known);

  const std::vector<std::string>& metrics_;
  bool has_secondary_;
  std::set<std::string_view> listed_;  ///< benchmarks that have some of metrics_
};

}  // namespace pawl::ci
