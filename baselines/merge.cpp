#include "merge.hpp"

#include "error.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace pawl::baselines {

namespace {

using Key = std::pair<std::string, std::string>;

void append_once(std::vector<std::string>& notes, const std::string& note) {
  if (std::find(notes.begin(), notes.end(), note) == notes.end()) notes.push_back(note);
}

void join(Series& all, const Series& more) {
  if (all.unit != more.unit || all.better != more.better)
    throw Error(Fault::input, "merge: " + all.benchmark + " " + all.metric +
                                  ": unit or direction differ between the runs (\"" + all.unit +
                                  "\" and \"" + more.unit + "\"); were they made alike?");
  all.sessions.insert(all.sessions.end(), more.sessions.begin(), more.sessions.end());
}

void note_differences(Run& all, const Run& more) {
  if (!more.commit.empty() && more.commit != all.commit)
    append_once(all.notes, "joined from runs of several commits");
  for (const std::string& difference : differences(all.machine, more.machine))
    append_once(all.notes, "joined from runs on different machines: " + difference);
}

}  // namespace

Run merged(const std::vector<Run>& runs) {
  if (runs.empty()) throw Error(Fault::input, "merge: no run to merge");
  Run all = runs.front();
  all.series.clear();
  all.failures.clear();
  all.notes.clear();
  std::map<Key, std::size_t> places;
  for (const Run& run : runs) {
    note_differences(all, run);
    for (const Series& series : run.series) {
      const auto [place, is_new] =
          places.try_emplace({series.benchmark, series.metric}, all.series.size());
      if (is_new) {
        all.series.push_back(series);
      } else {
        join(all.series[place->second], series);
      }
    }
    all.failures.insert(all.failures.end(), run.failures.begin(), run.failures.end());
    for (const std::string& note : run.notes) append_once(all.notes, note);
  }
  return all;
}

}  // namespace pawl::baselines
