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

bool is_joined(const Run& run) {
  return std::any_of(run.series.begin(), run.series.end(),
                     [](const Series& series) { return series.sessions.size() > 1; });
}

bool holds(const Series& whole, const Series& part) {
  return whole.unit == part.unit &&
         std::all_of(part.sessions.begin(), part.sessions.end(), [&](const auto& session) {
           return std::find(whole.sessions.begin(), whole.sessions.end(), session) !=
                  whole.sessions.end();
         });
}

/// What was joined of several runs has one's time alone.
bool holds(const Run& whole, const Run& part) {
  if (part.series.empty()) return false;
  if (!is_joined(whole) && (whole.time != part.time || whole.commit != part.commit)) return false;
  const Series& first = part.series.front();
  if (find(whole, first.benchmark, first.metric) == nullptr) return false;
  std::map<Key, const Series*> its;
  for (const Series& series : whole.series) its[{series.benchmark, series.metric}] = &series;
  return std::all_of(part.series.begin(), part.series.end(), [&](const Series& series) {
    const auto found = its.find({series.benchmark, series.metric});
    return found != its.end() && holds(*found->second, series);
  });
}

bool is_repeat(const std::vector<Run>& runs, std::size_t i) {
  for (std::size_t j = 0; j < runs.size(); ++j)
    if (j != i && holds(runs[j], runs[i]) && (j < i || !holds(runs[i], runs[j]))) return true;
  return false;
}

}  // namespace

std::vector<bool> repeats(const std::vector<Run>& runs) {
  std::vector<bool> repeated;
  for (std::size_t i = 0; i < runs.size(); ++i) repeated.push_back(is_repeat(runs, i));
  return repeated;
}

std::string repeat_note(const std::string& file) {
  return file + " holds nothing that the others do not: what was measured once counts once";
}

Run merged(const std::vector<Run>& runs) {
  if (runs.empty()) throw Error(Fault::input, "merge: no run to merge");
  Run all = runs.front();
  all.series.clear();
  all.failures.clear();
  all.notes.clear();
  std::map<Key, std::size_t> places;
  const std::vector<bool> repeated = repeats(runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (repeated[i]) continue;
    const Run& run = runs[i];
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
