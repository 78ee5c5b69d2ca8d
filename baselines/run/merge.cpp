#include "merge.hpp"

#include "baselines/error.hpp"
#include "baselines/keys/sha256.hpp"
#include "run_json.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pawl::baselines {

namespace {

void keep_first_of_each(std::vector<std::string>& notes) {
  std::set<std::string> seen;
  std::erase_if(notes, [&](const std::string& note) { return !seen.insert(note).second; });
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
    all.notes.emplace_back("joined from runs of several commits");
  for (const std::string& difference : differences(all.machine, more.machine))
    all.notes.push_back("joined from runs on different machines: " + difference);
  for (const std::string& difference : differences(all.machine.toolchain, more.machine.toolchain))
    all.notes.push_back("joined from runs with different toolchains: " + difference);
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

bool holds(const Run& whole, const Run& part) {
  std::map<SeriesName, const Series*> its;
  for (const Series& series : whole.series) its[{series.benchmark, series.metric}] = &series;
  return !part.series.empty() &&
         std::all_of(part.series.begin(), part.series.end(), [&](const Series& series) {
           const auto found = its.find({series.benchmark, series.metric});
           return found != its.end() && holds(*found->second, series);
         });
}

/// Of time, commit and samples.
std::string fingerprint(const Run& run) {
  Run bare;
  bare.time = run.time;
  bare.commit = run.commit;
  bare.series = run.series;
  return sha256_hex(run_json(bare));
}

/// Which runs are there before, alike.
std::vector<bool> doubles(const std::vector<Run>& runs) {
  std::vector<bool> doubled;
  std::set<std::string> seen;
  for (const Run& run : runs)
    doubled.push_back(!run.series.empty() && !seen.insert(fingerprint(run)).second);
  return doubled;
}

}  // namespace

std::vector<bool> repeats(const std::vector<Run>& runs) {
  if (runs.size() < 2) return std::vector<bool>(runs.size(), false);
  std::vector<bool> repeated = doubles(runs);
  for (std::size_t whole = 0; whole < runs.size(); ++whole) {
    if (repeated[whole] || !is_joined(runs[whole])) continue;
    for (std::size_t part = 0; part < runs.size(); ++part)
      if (part != whole && !repeated[part] && holds(runs[whole], runs[part])) repeated[part] = true;
  }
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
  std::map<SeriesName, std::size_t> places;
  const std::vector<bool> repeated = repeats(runs);
  for (std::size_t i = 0; i < runs.size(); ++i) {
    if (repeated[i]) continue;
    const Run& run = runs[i];
    note_differences(all, run);
    join(all.machine.toolchain, run.machine.toolchain);
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
    all.notes.insert(all.notes.end(), run.notes.begin(), run.notes.end());
  }
  keep_first_of_each(all.notes);
  return all;
}

}  // namespace pawl::baselines
