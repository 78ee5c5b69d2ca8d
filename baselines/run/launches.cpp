#include "launches.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace pawl::baselines {

stats::Sample::Session launches_of(std::vector<stats::Sample::Session> sessions) {
  stats::Sample::Session all;
  for (stats::Sample::Session& session : sessions)
    if (all.empty())
      all = std::move(session);
    else
      std::ranges::move(session, std::back_inserter(all));
  return all;
}

void append_launches(std::vector<Series>& all, Series more) {
  more.sessions = {launches_of(std::move(more.sessions))};
  const auto same = std::ranges::find_if(all, [&](const Series& series) {
    return series.benchmark == more.benchmark && series.metric == more.metric;
  });
  if (same == all.end()) {
    all.push_back(std::move(more));
    return;
  }
  std::ranges::move(more.sessions.front(), std::back_inserter(same->sessions.front()));
  if (has_mark(more, thinned_mark)) set_mark(*same, thinned_mark);
}

}  // namespace pawl::baselines
