#include "baseline.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/error.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"
#include "commands.hpp"

namespace pawl::tools {

namespace {

using ci::Align;
using ci::TextTable;

std::string medians(const baselines::SeriesDifference& series) {
  const std::string before = ci::quantity(series.median_before, series.unit_before);
  const std::string now = ci::quantity(series.median_now, series.unit_now);
  switch (series.kind) {
    case baselines::SeriesDifference::Kind::added:
      return "new, " + now;
    case baselines::SeriesDifference::Kind::removed:
      return "gone, was " + before;
    case baselines::SeriesDifference::Kind::changed:
      break;
  }
  return before + " → " + now;
}

/// Empty where there is no ratio: of what is new, gone or in another unit.
std::string change_of(const baselines::SeriesDifference& series) {
  const bool has_ratio =
      series.unit_before == series.unit_now && series.median_before > 0 && series.median_now > 0;
  return has_ratio ? ci::change(series.median_now / series.median_before) : "";
}

std::string sessions_of(const baselines::BaselineDifference& difference) {
  std::string text;
  for (const baselines::BaselineSession& session : difference.sessions_added)
    text += "+ session " + ci::plain(session.id) + "  commit " +
            ci::plain(short_commit(session.commit)) + "  " +
            ci::plain(session.reason, ci::longest_sentence) + "\n";
  for (const baselines::BaselineSession& session : difference.sessions_removed)
    text += "- session " + ci::plain(session.id) + "  commit " +
            ci::plain(short_commit(session.commit)) + "\n";
  return text;
}

std::string table_of(const std::vector<baselines::SeriesDifference>& all, const Console& console) {
  TextTable table({{"benchmark", Align::left},
                   {"metric", Align::left},
                   {"median", Align::left},
                   {"change", Align::right},
                   {"sessions", Align::right}});
  for (const baselines::SeriesDifference& series : all)
    table.add(
        {{ci::plain(series.benchmark)},
         {ci::plain(series.metric)},
         {medians(series)},
         {change_of(series)},
         {std::to_string(series.sessions_before) + " → " + std::to_string(series.sessions_now)}});
  return shown(table, console);
}

/// Of a baseline that is new altogether: many series would be a page of the word "new".
std::string described_as_new(const baselines::BaselineDifference& difference,
                             const Console& console) {
  constexpr std::size_t few = 30;
  if (difference.series.size() <= few) return described(difference, console);
  return sessions_of(difference) + ci::count(difference.series.size()) +
         " series, all new: `pawl baseline show` has them\n";
}

}  // namespace

std::string short_commit(const std::string& commit) {
  return commit.empty() ? "unknown" : commit.substr(0, 10);
}

std::string described(const baselines::BaselineDifference& difference, const Console& console) {
  const std::string series =
      difference.series.empty() ? "nothing differs\n" : table_of(difference.series, console);
  return sessions_of(difference) + series;
}

void refuse_edited(const Project& project, const baselines::Baseline& baseline) {
  const auto edited = baselines::edited_sessions(baseline);
  if (edited.empty()) return;
  throw Error(Fault::input, project.store().path({baseline.testbed, baseline.suite}).string() +
                                ": session " + edited.front() +
                                ": its contents do not match its checksum; restore it first");
}

namespace {

void refuse_misfit(const std::optional<baselines::FileSignature>& signature,
                   const std::string& signed_text, const std::filesystem::path& path) {
  if (signature && !baselines::is_fitting(*signature, signed_text))
    throw Error(Fault::input, path.string() +
                                  ": its contents do not match its signature; restore it, or look "
                                  "at the change and sign it (pawl baseline sign) first");
}

}  // namespace

void refuse_misfit(const Project& project, const baselines::Baseline& baseline) {
  refuse_misfit(baseline.signature, baselines::signed_text(baseline),
                project.store().path({baseline.testbed, baseline.suite}));
}

void refuse_misfit(const Project& project, const baselines::Suppressions& suppressions) {
  refuse_misfit(suppressions.signature, baselines::signed_text(suppressions),
                project.store().suppressions_path());
}

void replace_baseline(const Project& project, const baselines::Baseline& before,
                      baselines::Baseline now, Console& console) {
  const baselines::DirectoryStore store = project.store();
  refuse_misfit(project, before);
  now.signature = before.signature;
  const bool differs = baselines::baseline_json(now) != baselines::baseline_json(before);
  if (differs) now.signature.reset();
  if (before.signature && !now.signature) note(console, sign_again);
  store.write(now);
  const auto describe = before.sessions.empty() ? described_as_new : described;
  console.out << describe(baselines::difference(before, now), console);
  if (differs)
    note(console,
         store.path({now.testbed, now.suite}).string() + " is written; commit it to make it count");
}

void replace_suppressions(const Project& project, const baselines::Suppressions& before,
                          const baselines::Suppressions& now, const std::string& told,
                          Console& console) {
  const baselines::DirectoryStore store = project.store();
  refuse_misfit(project, before);
  if (before.signature) note(console, sign_again);
  store.write(now);
  console.out << told;
  note(console, store.suppressions_path().string() + " is written; commit it to make it count");
}

void withdraw(const Project& project,
              const std::function<bool(const baselines::Suppression&)>& leaves, Console& console) {
  const baselines::Suppressions before = project.store().suppressions();
  std::string told;
  for (const baselines::Suppression& one : before.all)
    if (leaves(one)) told += "no longer accepted: " + ci::plain(baselines::described(one)) + "\n";
  if (told.empty()) return;
  replace_suppressions(project, before, baselines::without(before, leaves), told, console);
}

baselines::Baseline baseline_for(const baselines::Run& run, const Project& project) {
  baselines::Baseline fresh;
  fresh.suite = suite_of(run, project);
  fresh.testbed = testbed_of(run, project);
  return project.store().read({fresh.testbed, fresh.suite}).value_or(fresh);
}

std::vector<Command> baseline_commands() {
  std::vector<Command> all;
  for (const auto& group : {baseline_changes(),
                            {baseline_accept(), baseline_drop(), baseline_sign()},
                            baseline_views(),
                            baseline_checks(),
                            baseline_git_commands()})
    all.insert(all.end(), group.begin(), group.end());
  return all;
}

}  // namespace pawl::tools
