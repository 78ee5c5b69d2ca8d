#include "ci/changes.hpp"

#include "ci/findings.hpp"
#include "ci/render/changes_json.hpp"
#include "ci/render/changes_markdown.hpp"
#include "ci/render/changes_text.hpp"
#include "ci/unicode.hpp"
#include "support/for_all.hpp"
#include "support/sample_reports.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

using namespace pawl;
using namespace pawl::ci;
using namespace pawl::tests;
using baselines::History;

namespace {

/// Points c0, c1, … of 3 launches about 10 ms with 2 % noise; from `step` on `by` times as much.
History history(Gen& gen, const std::string& benchmark, std::size_t points, std::size_t step,
                double by) {
  History its{benchmark, "wall_time", "s", stats::Better::lower, {}};
  for (std::size_t i = 0; i < points; ++i) {
    const double level = 0.01 * (i < step ? 1 : by);
    its.points.push_back({"c" + std::to_string(i),
                          {{level * gen.normal(1, 0.02)},
                           {level * gen.normal(1, 0.02)},
                           {level * gen.normal(1, 0.02)}},
                          static_cast<std::int64_t>(1000 + i)});
  }
  return its;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(changes)

BOOST_AUTO_TEST_CASE(all_series_that_changed_at_one_commit_are_one_finding) {
  Gen gen(1);
  std::vector<History> all;
  for (const char* name : {"a", "b", "c"}) all.push_back(history(gen, name, 40, 20, 1.3));
  all.push_back(history(gen, "d", 40, 10, 0.7));
  all.push_back(history(gen, "e", 40, 40, 1));
  // One that begins later has another index for the same commit.
  all[2].points.erase(all[2].points.begin(), all[2].points.begin() + 5);
  const auto series = find_changes(all);
  const auto found = findings(series);
  BOOST_REQUIRE(found.size() == 2u);
  BOOST_TEST(found[0].run == "c10");
  BOOST_TEST(found[0].after_run == "c9");
  BOOST_TEST(found[1].run == "c20");
  BOOST_TEST(found[1].members.size() == 3u);
  BOOST_TEST(summary(series, found) == "4 changes at 2 commits in 5 series of 195 points");
  BOOST_TEST(changes_json(series).find(
                 R"({"run":"c20","after_run":"c19","series":["a","b","c"]})") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_change_may_be_off_by_as_far_as_its_effect_leaves_open) {
  const auto reach = [](double effect) { return reach_of({.effect = effect}); };
  BOOST_TEST(reach(0.1) == 8u);
  BOOST_TEST(reach(1.1) == 8u);
  BOOST_TEST(reach(-1.5) == 4u);
  BOOST_TEST(reach(2) == 2u);
  BOOST_TEST(reach(-3.3) == 1u);
  BOOST_TEST(reach(3.4) == 0u);
}

BOOST_AUTO_TEST_CASE(a_series_goes_to_and_fro_where_half_of_its_changes_lead_back) {
  const auto goes = [](std::size_t returns, std::size_t all) {
    SeriesChanges series;
    series.name = "a";
    for (std::size_t i = 0; i <= all; ++i) series.named[i] = {"p" + std::to_string(i), 0};
    for (std::size_t i = 1; i <= all; ++i)
      series.found.changes.push_back({.index = i, .effect = 10});
    for (std::size_t i = 0; i < returns; ++i) series.found.changes[i].returns_to = 0;
    return changes_text({series}).find(" lead to a level it had before") != std::string::npos;
  };
  BOOST_TEST(!goes(2, 2));
  BOOST_TEST(goes(3, 3));
  BOOST_TEST(goes(3, 6));
  BOOST_TEST(!goes(3, 7));
}

/// Points p0, p1, … of times that nobody knows, with one change, whose place is certain.
SeriesChanges changed(const std::string& name, std::size_t points, std::size_t at,
                      std::size_t named_from = 0) {
  SeriesChanges series;
  series.history.benchmark = series.name = name;
  series.points = points;
  series.found.changes.push_back({.index = at, .effect = 10});
  for (std::size_t i = at - 1; i <= at; ++i)
    series.named[i] = {"p" + std::to_string(named_from + i), 0};
  return series;
}

BOOST_AUTO_TEST_CASE(findings_of_one_time_come_by_their_least_index) {
  // Most series speak for p30; p20 is the 5th point of one that began later, the 20th of another.
  const std::vector<SeriesChanges> all = {changed("a", 40, 30), changed("b", 40, 30),
                                          changed("c", 40, 10), changed("d", 40, 20),
                                          changed("e", 25, 5, 15)};
  std::vector<std::string> runs;
  for (const Finding& finding : findings(all)) runs.push_back(finding.run);
  BOOST_TEST(runs == (std::vector<std::string>{"p20", "p10", "p30"}),
             boost::test_tools::per_element());
}

// Noise moves the places of small changes; together they know theirs.
BOOST_AUTO_TEST_CASE(small_changes_at_one_commit_are_one_finding) {
  Gen gen(5);
  std::vector<History> all;
  for (std::size_t i = 0; i < 60; ++i)
    all.push_back(history(gen, "b" + std::to_string(i), 60, 30, 1.035));
  all.push_back(history(gen, "apart", 60, 10, 1.3));
  const auto series = find_changes(all);
  const auto found = findings(series);
  std::size_t changes = 0, exact = 0;
  for (const SeriesChanges& one : series) changes += one.found.changes.size();
  const Finding& large = *std::max_element(
      found.begin(), found.end(),
      [](const Finding& a, const Finding& b) { return a.members.size() < b.members.size(); });
  for (const Finding::Member& member : large.members) exact += is_at(member, large) ? 1u : 0u;
  BOOST_TEST(large.run == "c30");
  BOOST_TEST(large.after_run == "c29");
  BOOST_TEST(large.members.size() * 10 >= changes * 9);
  BOOST_TEST(exact < large.members.size());
  BOOST_TEST(found.front().run == "c10");
  BOOST_TEST(found.front().members.size() == 1u);
  std::size_t grouped = 0;
  for (const Finding& finding : found) grouped += finding.members.size();
  BOOST_TEST(grouped == changes);
}

BOOST_AUTO_TEST_CASE(points_may_be_dropped_once_they_were_looked_at) {
  Gen gen(2);
  auto series = find_changes({history(gen, "a", 40, 20, 1.3)});
  const std::string text = changes_text(series), json = changes_json(series),
                    markdown = changes_markdown(series);
  series[0].history.points.clear();
  BOOST_TEST(changes_text(series) == text);
  BOOST_TEST(changes_json(series) == json);
  BOOST_TEST(changes_markdown(series) == markdown);
}

BOOST_AUTO_TEST_CASE(changes_do_not_depend_on_the_number_of_threads) {
  Gen gen(5);
  std::vector<History> all;
  for (std::size_t i = 0; i < 130; ++i)
    all.push_back(
        history(gen, std::to_string(i), 30, 10 + i % 15, 1 + 0.01 * static_cast<double>(i % 9)));
  BOOST_TEST(changes_json(find_changes(all, {.threads = 1})) ==
             changes_json(find_changes(all, {.threads = 4})));
}

// Others on the machine only ever make a launch slower.
BOOST_AUTO_TEST_CASE(the_best_of_each_point_is_looked_at_where_it_is_clearly_steadier) {
  Gen gen(6);
  History its = history(gen, "a", 60, 30, 1.1), even = its;
  for (baselines::HistoryPoint& point : its.points)
    for (std::size_t i = 1; i < point.launches.size(); ++i)
      point.launches[i][0] *= 1 + gen.real(0, 1);
  const auto series = find_changes({its, even});
  BOOST_TEST((series[0].at == Looked::best));
  BOOST_TEST(series[0].found.changes.size() == 1u);
  BOOST_TEST((series[1].at == Looked::median));
}

// As a job sees it that looks at the newest point after each run.
BOOST_AUTO_TEST_CASE(each_step_is_new_once) {
  std::size_t all = 0;
  for_all(
      [&](Gen& gen) {
        History grown{"a", "wall_time", "s", stats::Better::lower, {}};
        std::size_t told = 0;
        for (const baselines::HistoryPoint& point : history(gen, "a", 40, 20, 1.2).points) {
          grown.points.push_back(point);
          told += find_changes({grown}, {.newest = 1})[0].found.changes.size();
        }
        BOOST_TEST(told >= 1u);
        all += told;
      },
      20);
  // Rarely one is withdrawn and told again.
  BOOST_TEST(all <= 22u);
}

// With two points of a new level the old level's last would be taken for its first.
BOOST_AUTO_TEST_CASE(a_change_is_told_when_its_place_is_known) {
  for_all(
      [](Gen& gen) {
        History its = history(gen, "a", 56, 50, 1.3);
        for (baselines::HistoryPoint& point : its.points) point.launches.resize(1);
        for (std::size_t points = 51; points <= 56; ++points) {
          History grown = its;
          grown.points.resize(points);
          const auto series = find_changes({grown});
          for (const stats::Change& change : series[0].found.changes)
            BOOST_TEST(change.index != 49u);
        }
      },
      20);
}

BOOST_AUTO_TEST_CASE(a_season_hides_no_place) {
  std::size_t early = 0, told = 0;
  for_all(
      [&](Gen& gen) {
        constexpr std::size_t before = 84;
        const std::size_t step = before + gen.size(0, 6);
        History its = history(gen, "a", step + 6, step, 1.3);
        for (std::size_t i = 0; i < its.points.size(); ++i)
          for (auto& launch : its.points[i].launches) launch[0] *= i % 7 < 2 ? 1.6 : 1;
        for (std::size_t points = step + 1; points <= step + 6; ++points) {
          History grown = its;
          grown.points.resize(points);
          const auto series = find_changes({grown});
          for (const stats::Change& change : series[0].found.changes) {
            early += change.index + 1 == step;
            told += change.index == step && points == step + 3;
          }
        }
      },
      60);
  BOOST_TEST(early == 0u);
  BOOST_TEST(told == 60u);
}

// The new level is a weekend and a day: slower than other weekends, and below most of the days.
BOOST_AUTO_TEST_CASE(a_season_turns_no_change_round) {
  Gen gen(3);
  constexpr std::size_t saturday = 84;
  History its = history(gen, "a", saturday + 3, saturday, 1.3);
  for (std::size_t i = 0; i < its.points.size(); ++i)
    for (auto& launch : its.points[i].launches) launch[0] *= i % 7 < 2 ? 0.5 : 1;
  const auto series = find_changes({its});
  BOOST_REQUIRE(series[0].found.changes.size() == 1u);
  const stats::Change& change = series[0].found.changes[0];
  BOOST_TEST(change.index == saturday);
  BOOST_TEST((direction(its, change) == Direction::worse));
  BOOST_TEST(*change.ratio == 1.3, boost::test_tools::tolerance(0.05));
  BOOST_TEST(change.after / change.before == *change.ratio, boost::test_tools::tolerance(0.05));
}

// Eight points of another level are announced; once it has come back they are odd.
BOOST_AUTO_TEST_CASE(an_announcement_taken_back_is_named_and_counted) {
  Gen gen(8);
  History its = history(gen, "a", 70, 70, 1);
  for (std::size_t i = 40; i < 48; ++i)
    for (auto& launch : its.points[i].launches) launch[0] *= 1.3;
  const auto series = find_changes({its});
  BOOST_TEST(series[0].found.changes.empty());
  BOOST_REQUIRE(!series[0].found.withdrawn.empty());
  const stats::Withdrawn& gone = series[0].found.withdrawn.front();
  const auto run = [](std::size_t i) { return "c" + std::to_string(i); };
  BOOST_TEST(changes_text(series).find("taken back in a: a change at " + run(gone.place) +
                                       " (told at " + run(gone.told - 1) + ", until " +
                                       run(gone.until - 1)) != std::string::npos);
  BOOST_TEST(changes_json(series).find(R"("told":")" + run(gone.told - 1) + R"(","until":")" +
                                       run(gone.until - 1) + "\"") != std::string::npos);
  BOOST_TEST(summary(series, {})
                 .ends_with(std::to_string(series[0].found.withdrawn.size()) +
                            " announcements taken back since"));
  // It is news when it happens, and then no more.
  const auto withdrawn = [&](std::size_t points) {
    History grown = its;
    grown.points.resize(points);
    return find_changes({grown}, {.newest = 1})[0].found.withdrawn.size();
  };
  BOOST_TEST(withdrawn(gone.until - 1) == 0u);
  BOOST_TEST(withdrawn(gone.until) >= 1u);
  BOOST_TEST(withdrawn(gone.until + 1) == 0u);
}

BOOST_AUTO_TEST_CASE(a_change_to_a_level_known_before_is_told_as_one) {
  Gen gen(9);
  const auto goes = [&](std::size_t points) {
    History its = history(gen, "a", points, points, 1);
    for (std::size_t i = 0; i < points; ++i)
      for (auto& launch : its.points[i].launches) launch[0] *= i / 20 % 2 == 1 ? 1.3 : 1;
    return find_changes({its});
  };
  const auto once = goes(60), often = goes(140);
  BOOST_REQUIRE(once[0].found.changes.size() == 2u);
  BOOST_REQUIRE(often[0].found.changes.size() == 6u);
  const std::string back = "better, as it was at c0", fro = "a goes to and fro, 5 of its 6 changes";
  for (const auto& series : {once, often})
    BOOST_TEST(changes_text(series).find(back) != std::string::npos);
  BOOST_TEST(changes_markdown(once).find("better, as it was at `c0` |") != std::string::npos);
  BOOST_TEST(changes_json(often).find(R"("returns_to":"c20"})") != std::string::npos);
  BOOST_TEST(changes_text(often).find(fro) != std::string::npos);
  BOOST_TEST(changes_text(once).find("to and fro") == std::string::npos);
}

/// A hundredth more with each point.
History rising(Gen& gen, const std::string& benchmark, std::size_t points) {
  History its = history(gen, benchmark, points, points, 1);
  for (std::size_t i = 0; i < points; ++i)
    for (auto& launch : its.points[i].launches) launch[0] *= std::pow(1.01, static_cast<double>(i));
  return its;
}

// Its steps hide each other: without a word of it the series would be green.
BOOST_AUTO_TEST_CASE(a_series_that_rises_all_along_is_said_to_drift) {
  Gen gen(9);
  History falls = rising(gen, "b", 100);
  falls.better = stats::Better::higher;
  falls.unit = "req/s";
  for (auto& point : falls.points)
    for (auto& launch : point.launches) launch[0] = 1 / launch[0];
  const auto series = find_changes({rising(gen, "a", 100), falls, history(gen, "c", 100, 100, 1)});
  BOOST_TEST(series[0].found.changes.empty());
  const std::string text = changes_text(series), json = changes_json(series),
                    markdown = changes_markdown(series);
  BOOST_TEST(text.starts_with("a drifts, worse: +1"));
  BOOST_TEST(text.find(" %) over 100 points since c0, 10") != std::string::npos);
  BOOST_TEST(text.find("; no commit stands out\nb drifts, worse: −") != std::string::npos);
  BOOST_TEST(text.find("c drifts") == std::string::npos);
  BOOST_TEST(text.ends_with("0 changes at 0 commits in 3 series of 300 points; 2 drifting\n"));
  BOOST_TEST(markdown.starts_with("### Changes of level\n\n`a` drifts, ❌ worse: +1"));
  BOOST_TEST(markdown.find(" since `c0`, 10") != std::string::npos);
  const std::string drift = R"("drift":{"index":0,"run":"c0","direction":"worse","before":)";
  BOOST_TEST(json.find(drift) != std::string::npos);
  BOOST_TEST(json.find(R"("name":"c","benchmark":"c","metric":"wall_time","unit":"s",)"
                       R"("points":100,"of":"median","changes")") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_drift_is_new_once) {
  std::size_t told = 0;
  Gen gen(9);
  const History its = rising(gen, "a", 100);
  History grown = its;
  grown.points.clear();
  for (const baselines::HistoryPoint& point : its.points) {
    grown.points.push_back(point);
    told += find_changes({grown}, {.newest = 1})[0].found.drift ? 1u : 0u;
  }
  BOOST_TEST(told >= 1u);
  BOOST_TEST(told <= 4u);  // while it is just so seen it may go and come
}

BOOST_AUTO_TEST_CASE(a_week_that_was_taken_off_is_named) {
  Gen gen(9);
  History even = history(gen, "a", 80, 50, 1.3), weekly = history(gen, "b", 80, 50, 1.3);
  for (std::size_t i = 0; i < weekly.points.size(); ++i)
    for (auto& launch : weekly.points[i].launches) launch[0] *= i % 7 < 5 ? 1.2 : 1;
  const auto series = find_changes({even, weekly});
  BOOST_REQUIRE_EQUAL(series[1].found.changes.size(), 1u);
  BOOST_TEST(series[1].found.changes[0].index == 50u);
  BOOST_TEST(series[0].found.period == 0u);
  BOOST_TEST(changes_text(series).find("taken off in b, what returns every 7 points\n") !=
             std::string::npos);
  const std::string json = changes_json(series), period = R"("of":"median","period":7,)";
  BOOST_TEST(json.find(period) != std::string::npos);
  BOOST_TEST(json.find("period") == json.rfind("period"));
}

BOOST_AUTO_TEST_CASE(all_is_new_where_all_points_are) {
  Gen gen(3);
  const History its = history(gen, "a", 40, 20, 1.3);
  for (const std::size_t newest : {21u, 40u, 41u, 1000u})
    BOOST_TEST(find_changes({its}, {.newest = newest})[0].found.changes.size() == 1u);
  BOOST_TEST(find_changes({its}, {.newest = 5})[0].found.changes.empty());
}

BOOST_AUTO_TEST_CASE(markdown_stays_within_its_limit_and_counts_what_it_cut) {
  Gen gen(4);
  std::vector<History> all;
  for (std::size_t i = 0; i < 100; ++i)
    all.push_back(history(gen, "benchmark/" + std::to_string(i), 40, 10 + i % 20, 1.3));
  const std::string text = changes_markdown(find_changes(all), 4000);
  BOOST_TEST(utf16_length(text) <= 4000u);
  BOOST_TEST(text.find("more changes\n") != std::string::npos);
  BOOST_TEST(text.find("100 changes at 20 commits") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(names_from_outside_end_no_cell_and_begin_no_line) {
  for_all(
      [](Gen& gen) {
        std::vector<History> all = {history(gen, garbage(gen), 40, 20, 1.3)};
        all[0].points[20].run = garbage(gen);
        all[0].unit = garbage(gen);
        const auto series = find_changes(all);
        BOOST_REQUIRE(series[0].found.changes.size() == 1u);
        const std::string text = changes_markdown(series);
        BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 9);
      },
      50);
}

BOOST_AUTO_TEST_SUITE_END()
