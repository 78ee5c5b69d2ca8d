#include "duels.hpp"

#include "ci/format.hpp"
#include "duel_limits.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/launch/interruption.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <limits>
#include <utility>

namespace pawl::tools {

namespace {

/// The time that duels have together, and how fast they use it up.
class Hourglass {
 public:
  Hourglass(std::optional<double> seconds, const Console& console)
      : seconds_(seconds.value_or(std::numeric_limits<double>::infinity())),
        console_(console),
        begin_(console.stopwatch()) {}

  double left() const {
    return seconds_ - std::chrono::duration<double>(console_.stopwatch() - begin_).count();
  }
  /// Every duel has taken a pair. Once it is known what that takes, and before anyone looks, the
  /// plans are for as many as will fit: twice as many as at that pace, since others end before, and
  /// the last look takes what an early end leaves. The first round, which sets up, does not tell.
  void end_round(std::deque<Duel>& duels) {
    ++rounds_;
    if (std::isinf(seconds_) || (rounds_ != 1 && rounds_ != rounds_for_pace)) return;
    const double before = std::exchange(left_, left());
    if (rounds_ == 1) return;
    const double round = std::max((before - left_) / (rounds_for_pace - 1), 1e-6);
    const double more = std::max(0.0, 2 * left_ / round);
    const auto pairs = rounds_ + static_cast<std::size_t>(std::min<double>(more, most_pairs));
    for (Duel& duel : duels)
      if (!duel.is_over()) duel.plan_for(pairs);
  }

 private:
  static constexpr std::size_t rounds_for_pace = 3;
  double seconds_, left_ = 0;
  const Console& console_;
  std::chrono::steady_clock::time_point begin_;
  std::size_t rounds_ = 0;
};

/// Time is up. Whether nothing is left to be told.
bool end(std::deque<Duel>& duels) {
  bool is_told = true;
  for (Duel& duel : duels)
    if (!duel.is_over()) is_told = duel.end() && is_told;
  return is_told;
}

}  // namespace

bool hold(std::deque<Duel>& duels, std::optional<double> max_time, const std::string& heading,
          const Console& console) {
  Progress progress(console, heading, max_time.value_or(std::numeric_limits<double>::infinity()));
  Hourglass glass(max_time, console);
  for (bool is_going = true; is_going;) {
    is_going = false;
    std::size_t done = 0, all = 0;
    for (const Duel& duel : duels) {
      all += duel.most_pairs();
      done += duel.is_over() ? duel.most_pairs() : duel.pairs_taken();
    }
    for (Duel& duel : duels) {
      if (duel.is_over()) continue;
      if (Interruption::signal() != 0) return false;
      if (glass.left() <= 0) return end(duels);
      progress.step(done++, all, duel.name());
      duel.take_pair();
      is_going = true;
    }
    glass.end_round(duels);
  }
  return true;
}

std::vector<std::string> hindrances(const std::deque<Duel>& duels, bool is_complete,
                                    bool was_nothing_built) {
  const auto has_failed = [](const Duel& duel) { return !duel.failures().empty(); };
  std::vector<std::string> sentences;
  if (was_nothing_built && std::ranges::any_of(duels, has_failed))
    sentences.emplace_back(
        "the revisions' worktrees have what git has, and nothing was built there: say how by "
        "--build ('npm ci', say)");
  if (is_complete) return sentences;
  sentences.emplace_back("ended before all pairs were measured");
  for (const Duel& duel : duels)
    if (const std::size_t others = duel.measured_in_vain(); others > 0)
      sentences.push_back(duel.name() + " measured " + ci::count(others, "benchmark") +
                          " more each time: say by `only` in pawl.toml how it measures some alone");
  return sentences;
}

}  // namespace pawl::tools
