#include "baseline.hpp"
#include "baselines/baseline/baseline_json.hpp"
#include "baselines/date.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/make_report.hpp"
#include "ci/render/text_table.hpp"
#include "stats/summary.hpp"
#include "tools/git/git.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace pawl::tools {

namespace {

using baselines::Baseline;
using baselines::BaselineName;
using ci::Align;
using ci::TextTable;

std::size_t count_benchmarks(const Baseline& baseline) {
  std::set<std::string> names;
  for (const baselines::BaselineSeries& series : baseline.series) names.insert(series.benchmark);
  return names.size();
}

/// The regressions that somebody answers for, below a blank line; empty when there are none.
std::string accepted_ones(const baselines::DirectoryStore& store, const Console& console) {
  TextTable table({{"accepted", Align::left},
                   {"metric", Align::left},
                   {"testbed", Align::left},
                   {"up to", Align::right},
                   {"until", Align::left},
                   {"by", Align::left},
                   {"reason", Align::left}});
  const std::vector<baselines::Suppression> all = store.suppressions().all;
  for (const baselines::Suppression& one : all)
    table.add({{ci::plain(one.benchmark)},
               {one.metric.empty() ? "any" : ci::plain(one.metric)},
               {one.testbed.empty() ? "any" : ci::plain(one.testbed)},
               {one.at_most ? ci::percent(*one.at_most) : "any"},
               {ci::plain(one.expires) + (is_expired(one, timestamp(console)) ? ", over" : "")},
               {ci::plain(one.owner)},
               {ci::plain(one.reason)}});
  return all.empty() ? "" : "\n" + shown(table, console);
}

Status list(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const baselines::DirectoryStore store = project.store();
  TextTable table({{"testbed", Align::left},
                   {"suite", Align::left},
                   {"benchmarks", Align::right},
                   {"sessions", Align::right},
                   {"newest", Align::left},
                   {"commit", Align::left}});
  const std::vector<BaselineName> names = store.list();
  for (const BaselineName& name : names) {
    const Baseline baseline = store.read(name).value_or(Baseline{});
    const baselines::BaselineSession newest =
        baseline.sessions.empty() ? baselines::BaselineSession{} : baseline.sessions.back();
    table.add({{ci::plain(name.testbed)},
               {ci::plain(name.suite)},
               {std::to_string(count_benchmarks(baseline))},
               {std::to_string(baseline.sessions.size())},
               {ci::plain(newest.time)},
               {ci::plain(short_commit(newest.commit))}});
  }
  if (names.empty()) {
    note(console,
         "no baseline yet; make one: pawl run -o run.json && pawl baseline update run.json");
  } else {
    console.out << shown(table, console) << accepted_ones(store, console);
  }
  return Status::pass;
}

/// "TESTBED/SUITE", or the only one there is.
BaselineName named(const Arguments& arguments, const baselines::DirectoryStore& store) {
  if (!arguments.positional().empty()) {
    const std::string& text = arguments.positional().front();
    const std::size_t slash = text.find('/');
    if (slash == std::string::npos)
      throw Error(Fault::usage, text + ": expected TESTBED/SUITE; `pawl baseline list` shows them");
    return {text.substr(0, slash), text.substr(slash + 1)};
  }
  const std::vector<BaselineName> names = store.list();
  if (names.size() != 1)
    throw Error(Fault::usage, "which baseline? TESTBED/SUITE; `pawl baseline list` shows them");
  return names.front();
}

/// "3 days", to today.
std::string age_of(const std::string& time, const Console& console) {
  const auto then = baselines::day(time);
  const auto now = baselines::day(timestamp(console));
  if (!then || !now) return "unknown";
  const auto days = (*now - *then).count();
  return days == 1 ? "1 day" : std::to_string(days) + " days";
}

std::string described(const baselines::Machine& machine) {
  if (machine.cpu_model.empty()) return "unknown";
  return ci::plain(machine.cpu_model) +
         (machine.cores > 0 ? ", " + ci::count(static_cast<std::size_t>(machine.cores), "core")
                            : "");
}

std::string sessions_of(const Baseline& baseline, const Console& console) {
  TextTable sessions({{"session", Align::left},
                      {"age", Align::right},
                      {"commit", Align::left},
                      {"machine", Align::left},
                      {"reason", Align::left}});
  for (const baselines::BaselineSession& session : baseline.sessions)
    sessions.add({{ci::plain(session.id)},
                  {age_of(session.time, console)},
                  {ci::plain(short_commit(session.commit))},
                  {described(session.machine)},
                  {ci::plain(session.reason)}});
  return shown(sessions, console);
}

/// How far sessions of the same code lie apart: largest less smallest median, over the middle one.
std::string spread_of(const stats::Sample& sample) {
  const std::vector<double> medians = sample.session_medians();
  const double middle = stats::median(medians);
  if (medians.size() < 2 || !(middle > 0)) return "–";
  const auto [low, high] = std::minmax_element(medians.begin(), medians.end());
  return ci::percent((*high - *low) / middle);
}

/// The smallest change that a run like the newest session would show, by benchmark and metric: the
/// gate's own figure, from judging that session.
std::map<std::pair<std::string, std::string>, double> detectable(const baselines::Run& before,
                                                                 const Project& project) {
  baselines::Run now = before;
  for (baselines::Series& series : now.series) series.sessions = {series.sessions.back()};
  ci::Gate gate = ci::gate_of(project.config);
  gate.metrics.clear();
  gate.has_secondary = true;
  gate.budgets.clear();
  std::map<std::pair<std::string, std::string>, double> smallest;
  for (const ci::Row& row : ci::make_report(&before, now, gate).rows)
    if (row.minimum_detectable) smallest[{row.benchmark, row.metric}] = *row.minimum_detectable;
  return smallest;
}

/// ", signed by ada"; empty where nobody asks for a signature and there is none.
std::string signer_of(const Baseline& baseline, const Project& project) {
  if (!baseline.signature) return project.config.signers.empty() ? "" : ", not signed";
  if (!baselines::is_fitting(*baseline.signature, baselines::signed_text(baseline)))
    return ", with a signature that does not fit";
  for (const auto& [name, key] : project.config.signers)
    if (key == baseline.signature->key) return ", signed by " + ci::plain(name);
  return ", signed by a key that pawl.toml does not list";
}

std::string described(const Baseline& baseline, const Project& project, const Console& console) {
  TextTable table({{"benchmark", Align::left},
                   {"metric", Align::left},
                   {"median", Align::right},
                   {"launches", Align::right},
                   {"sessions", Align::right},
                   {"spread", Align::right},
                   {"detectable", Align::right}});
  const baselines::Run run = baselines::to_run(baseline);
  const auto smallest = detectable(run, project);
  for (const baselines::Series& one : run.series) {
    const auto sample = stats::Sample::from_sessions(one.sessions);
    if (!sample) continue;
    const auto found = smallest.find({one.benchmark, one.metric});
    table.add({{ci::plain(one.benchmark)},
               {ci::plain(one.metric)},
               {ci::plain(ci::quantity(stats::median(sample->launch_medians()), one.unit))},
               {std::to_string(sample->launches())},
               {std::to_string(sample->sessions())},
               {spread_of(*sample)},
               {found != smallest.end() ? ci::percent(found->second) : "–"}});
  }
  return ci::plain(baseline.suite) + " on " + ci::plain(baseline.testbed) +
         signer_of(baseline, project) + "\n\n" + sessions_of(baseline, console) + "\n" +
         shown(table, console);
}

Status show(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const baselines::DirectoryStore store = project.store();
  const BaselineName name = named(arguments, store);
  const std::optional<Baseline> baseline = store.read(name);
  if (!baseline)
    throw Error(Fault::io, store.path(name).string() + ": no such baseline; `pawl baseline list`");
  console.out << described(*baseline, project, console);
  const auto notes = baselines::to_run(*baseline).notes;
  for (const std::string& sentence : notes)
    note(console, ci::plain(sentence, ci::longest_sentence));
  return Status::pass;
}

/// A file, or "REVISION:PATH" of this repository, where there is no such file.
Baseline read_baseline(const std::string& place, const Console& console) {
  const auto file = baselines::read_file_if_present(place);
  if (file) return baselines::parse_baseline(*file, place);
  const std::size_t colon = place.find(':');
  if (colon == std::string::npos || place.front() == '-')
    return baselines::parse_baseline(baselines::read_file(place), place);
  const auto text = text_of_git({"cat-file", "blob", place}, "", console);
  if (!text)
    throw Error(Fault::input, place +
                                  ": expected a file at a revision, as main:./FILE, found none; is "
                                  "this its repository, and is the revision fetched?");
  return baselines::parse_baseline(*text, place);
}

Status diff(const Arguments& arguments, Console& console) {
  if (arguments.positional().size() != 2)
    throw Error(Fault::usage, "baseline diff: expected two files, the older first");
  const Baseline before = read_baseline(arguments.positional()[0], console);
  const Baseline now = read_baseline(arguments.positional()[1], console);
  console.out << described(baselines::difference(before, now), console);
  return Status::pass;
}

}  // namespace

std::vector<Command> baseline_views() {
  return {
      {.name = "baseline list",
       .arguments = "",
       .summary = "all baselines of this project",
       .details = "Below them, the regressions that are accepted: by whom, until when and why.",
       .options = {config_option()},
       .example = "  pawl baseline list",
       .action = list},
      {.name = "baseline show",
       .arguments = "[TESTBED/SUITE]",
       .most_words = 1,
       .summary = "one baseline: sessions, age, medians, and what it can detect",
       .details = "spread: how far the medians of sessions lie apart. detectable: the smallest "
                  "change that a run\nlike the newest session would show with a power of 80 %.",
       .options = {config_option()},
       .example = "  pawl baseline show ci/default",
       .action = show},
      {.name = "baseline diff",
       .arguments = "BEFORE NOW",
       .most_words = any_number,
       .summary = "what differs between two baselines",
       .details =
           "Each is a file, or REVISION:PATH as git has it: PATH from the repository's root, "
           "or, with ./ in\nfront, from here.",
       .options = {},
       .example = "  pawl baseline diff main:./baselines/committed/ci/default.json \\\n"
                  "    baselines/committed/ci/default.json",
       .action = diff},
  };
}

}  // namespace pawl::tools
