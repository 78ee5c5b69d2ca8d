#include "merge_baselines.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace pawl::baselines {
namespace {

/// One thing in its three states; nullptr where it is not there.
template <typename T>
struct Three {
  const T* ancestor = nullptr;
  const T* ours = nullptr;
  const T* theirs = nullptr;
};

using Part = BaselineSeries::Part;

std::map<SeriesName, Three<BaselineSeries>> series_of(const Baseline& ancestor,
                                                      const Baseline& ours,
                                                      const Baseline& theirs) {
  std::map<SeriesName, Three<BaselineSeries>> all;
  const auto fill = [&](const Baseline& baseline,
                        const BaselineSeries* Three<BaselineSeries>::*at) {
    for (const BaselineSeries& series : baseline.series)
      all[{series.benchmark, series.metric}].*at = &series;
  };
  fill(ancestor, &Three<BaselineSeries>::ancestor);
  fill(ours, &Three<BaselineSeries>::ours);
  fill(theirs, &Three<BaselineSeries>::theirs);
  return all;
}

std::map<std::string, Three<Part>> parts_of(const Three<BaselineSeries>& series) {
  std::map<std::string, Three<Part>> all;
  const auto fill = [&](const BaselineSeries* one, const Part* Three<Part>::*at) {
    if (one == nullptr) return;
    for (const Part& part : one->parts) all[part.session].*at = &part;
  };
  fill(series.ancestor, &Three<Part>::ancestor);
  fill(series.ours, &Three<Part>::ours);
  fill(series.theirs, &Three<Part>::theirs);
  return all;
}

std::string described(const BaselineSeries& series) {
  return series.benchmark + " " + series.metric;
}

/// Whether figures of both can stand in one series.
bool agree(const BaselineSeries* a, const BaselineSeries* b) {
  return a == nullptr || b == nullptr || (a->unit == b->unit && a->better == b->better);
}

/// The side that put other sessions in the place of all, where the other side went on from them.
const BaselineSeries* replacement(const Three<BaselineSeries>& series) {
  if (series.ancestor == nullptr || series.ours == nullptr || series.theirs == nullptr)
    return nullptr;
  const bool ours_went_on = share_a_session(*series.ancestor, *series.ours);
  if (ours_went_on == share_a_session(*series.ancestor, *series.theirs)) return nullptr;
  return ours_went_on ? series.theirs : series.ours;
}

/// Ours, unless only theirs changed.
template <typename T>
const T& latest(const T* ancestor, const T& ours, const T& theirs) {
  return ancestor != nullptr && ours == *ancestor ? theirs : ours;
}

class Merger {
 public:
  Merger(const Baseline& ancestor, const Baseline& ours, const Baseline& theirs)
      : ancestor_(ancestor), ours_(ours), theirs_(theirs) {}

  BaselineMerge result() && {
    merge_heads();
    merge_sessions();
    for (const auto& [name, series] : series_of(ancestor_, ours_, theirs_)) merge_series(series);
    if (result_.conflicts.empty())
      result_.merged = pruned(std::move(result_.merged), result_.merged.keep);
    return std::move(result_);
  }

 private:
  void merge_heads() {
    if (ours_.suite != theirs_.suite || ours_.testbed != theirs_.testbed)
      say("they are of different suites or testbeds, " + ours_.testbed + "/" + ours_.suite +
          " and " + theirs_.testbed + "/" + theirs_.suite);
    result_.merged.suite = ours_.suite;
    result_.merged.testbed = ours_.testbed;
    const bool both_changed = ours_.keep != ancestor_.keep && theirs_.keep != ancestor_.keep;
    result_.merged.keep = both_changed ? std::max(ours_.keep, theirs_.keep)
                                       : latest(&ancestor_.keep, ours_.keep, theirs_.keep);
    result_.merged.unknown = latest(&ancestor_.unknown, ours_.unknown, theirs_.unknown);
  }

  /// All of them: those without samples go when it is pruned.
  void merge_sessions() {
    std::set<std::string_view> seen;
    for (const Baseline* side : {&ours_, &theirs_})
      for (const BaselineSession& session : side->sessions)
        if (seen.insert(session.id).second) result_.merged.sessions.push_back(session);
  }

  void merge_series(const Three<BaselineSeries>& series) {
    const BaselineSeries* any = series.ours != nullptr ? series.ours : series.theirs;
    const bool is_dropped = series.ancestor != nullptr && !(series.ours && series.theirs);
    if (any == nullptr || is_dropped) return;
    if (!agree(series.ours, series.theirs)) return choose(series);
    if (const BaselineSeries* alone = replacement(series))
      return result_.merged.series.push_back(*alone);
    BaselineSeries merged = *any;
    merged.parts.clear();
    if (series.ours != nullptr && series.theirs != nullptr)
      merged.unknown = latest(series.ancestor != nullptr ? &series.ancestor->unknown : nullptr,
                              series.ours->unknown, series.theirs->unknown);
    // Figures of an ancestor in another unit are none of these.
    const Three<BaselineSeries> comparable{agree(series.ancestor, any) ? series.ancestor : nullptr,
                                           series.ours, series.theirs};
    for (const auto& [session, part] : parts_of(comparable)) merge_part(part, merged);
    result_.merged.series.push_back(std::move(merged));
  }

  /// Of two sides that measure different things, the one that changed.
  void choose(const Three<BaselineSeries>& series) {
    const bool ours_is_old = series.ancestor != nullptr && agree(series.ours, series.ancestor);
    const bool theirs_is_old = series.ancestor != nullptr && agree(series.theirs, series.ancestor);
    if (!ours_is_old && !theirs_is_old)
      return say(described(*series.ours) + ": both sides changed its unit or direction");
    result_.merged.series.push_back(ours_is_old ? *series.theirs : *series.ours);
  }

  void merge_part(const Three<Part>& part, BaselineSeries& merged) {
    const bool is_new = part.ancestor == nullptr;
    if (part.ours != nullptr && part.theirs != nullptr) {
      if (part.ours->launches != part.theirs->launches)
        return say(described(merged) + ": session " + part.ours->session +
                   " holds other samples on either side");
      merged.parts.push_back(*part.ours);
    } else if (is_new) {
      merged.parts.push_back(part.ours != nullptr ? *part.ours : *part.theirs);
    }  // else one side dropped it
  }

  void say(std::string sentence) { result_.conflicts.push_back(std::move(sentence)); }

  const Baseline &ancestor_, &ours_, &theirs_;
  BaselineMerge result_;
};

}  // namespace

bool share_a_session(const BaselineSeries& a, const BaselineSeries& b) {
  return std::ranges::any_of(a.parts,
                             [&](const Part& one) { return b.part_of(one.session) != nullptr; });
}

BaselineMerge merge(const Baseline& ancestor, const Baseline& ours, const Baseline& theirs) {
  return Merger(ancestor, ours, theirs).result();
}

}  // namespace pawl::baselines
