#pragma once
/// A bisect result is what a bisection concludes from what it has seen: the commits that may be the
/// first with the change, each as likely as it says.

#include "bisect_state.hpp"

#include <string>
#include <vector>

namespace pawl::tools {

struct BisectResult {
  enum class Verdict {
    found,     ///< one commit, as surely as was asked
    unsure,    ///< one of several
    no_change  ///< bad is not shown to differ from good
  };
  struct Candidate {
    std::string commit, subject;  ///< full hash; the message's first line
    double chance = 0;
  };

  Verdict verdict = Verdict::no_change;
  std::vector<Candidate> candidates{};  ///< most likely first; none without a change
  bool is_finished = true;              ///< false: the same command could go on
};

/// For people, a line for each candidate.
std::string bisect_text(const BisectState& state, const BisectResult& result);

/// `{"format":"pawl-bisect-result","version":1,"verdict":"found|unsure|no_change","finished",
/// "benchmark","metric","good","bad","ratio","candidates":[{"commit","subject","probability"}],
/// "tested":[{"commit","ratio"}],"skipped":[{"commit","reason"}]}`: ratios are to good; that of all
/// is null without a change.
std::string bisect_json(const BisectState& state, const BisectResult& result);

}  // namespace pawl::tools
