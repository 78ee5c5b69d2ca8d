#pragma once
/// A Duel is two versions of one benchmark measured in pairs on this machine: in each pair both are
/// launched once, in an order drawn anew, so that whatever the machine is up to strikes both. No
/// process of ours outlives a pair either: the core that the kernel puts a launch helper on is its
/// launches' too, and for a while, which on a busy machine told one program from itself. It ends as
/// soon as a stats::SequentialPlan can decide.

#include "baselines/config/config.hpp"
#include "ci/sequential_report.hpp"
#include "stats/sequential/sequential.hpp"
#include "tools/runner/collector.hpp"
#include "tools/runner/schedule.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pawl::tools {

/// One version: how it is launched, and where.
struct Contestant {
  baselines::Benchmark benchmark;
  Surroundings surroundings;
};

struct DuelRules {
  double alpha = 0.01;      ///< chance of a false alarm over all looks at one issue; in (0, 1)
  double threshold = 0.02;  ///< relative changes up to this are not worth a word; ≥ 0
  std::size_t most_pairs = 100;
  std::uint64_t seed = 1;  ///< of the order within pairs
};

class Duel {
 public:
  /// `issues` are what is judged: series of the benchmark, or of what its harness prints. Both
  /// benchmarks have the same name; their launches, `until` and `max_time` do not count.
  Duel(Contestant before, Contestant now, const std::vector<baselines::SeriesName>& issues,
       const DuelRules& rules);
  Duel(const Duel&) = delete;
  Duel& operator=(const Duel&) = delete;

  /// Every issue is decided, all pairs are used up, or a side fails too often.
  bool is_over() const;
  /// Launches both sides once, for what is not decided yet where the benchmark can be narrowed to
  /// that, and looks where the plan has a look. The first pairs are warm-ups.
  /// Does nothing when the duel is over.
  void take_pair();
  /// No more than this many pairs will come, including those taken: called before the first look,
  /// it makes the plan for so many, where the rules have more.
  void plan_for(std::size_t pairs);
  /// No more pairs will come, the time being up: takes one last look, with what is left of alpha.
  /// Returns whether every issue is decided.
  bool end();
  /// How many pairs there may be at most, and how many were taken, both with warm-ups.
  std::size_t most_pairs() const { return turns_.size() / 2; }
  std::size_t pairs_taken() const { return next_turn_ / 2; }
  const stats::SequentialPlan& plan() const { return plan_; }
  const std::string& name() const { return sides_[0].collector.name(); }

  /// One for each issue, in their order.
  std::vector<ci::SequentialOutcome> outcomes() const;
  /// How many benchmarks its launches measured that are no issue, and need not have been, were it
  /// said how (baselines/config/narrowed.hpp).
  std::size_t measured_in_vain() const;
  /// How launches failed, if any did.
  std::vector<baselines::Failure> failures() const;

 private:
  struct Side {
    explicit Side(Contestant contestant);
    Side(const Side&) = delete;  // the collector holds on to the contestant
    Contestant contestant;
    Collector collector;
  };
  struct Score {
    ci::SequentialOutcome outcome;
    std::array<std::size_t, 2> launches_seen{};
  };
  std::vector<std::string> open_names() const;
  void launch(const Turn& turn);
  void keep_score();
  bool is_settled() const;
  void look(ci::SequentialOutcome& outcome, const stats::SequentialPlan& plan) const;

  DuelRules rules_;
  stats::SequentialPlan plan_;
  std::array<Side, 2> sides_;
  std::vector<Turn> turns_;
  std::size_t next_turn_ = 0;
  std::size_t pairs_ = 0;  ///< that counted
  std::vector<Score> scores_;
};

}  // namespace pawl::tools
