#include "baselines/baseline/merge_baselines.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "november.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::stats::Better;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::run_of;

namespace {

Series series(const std::string& benchmark, double value) {
  return {benchmark, "wall_time", "s", Better::lower, {{{value}, {value + 1}}}, {}};
}

Baseline of_days(const std::vector<std::size_t>& days, Baseline baseline = {}) {
  for (const std::size_t day : days)
    baseline = updated(std::move(baseline),
                       run_of(day, {series("a", static_cast<double>(day)), series("b", 3)}), "why");
  return baseline;
}

std::vector<std::string> commits(const Baseline& baseline) {
  std::vector<std::string> all;
  for (const BaselineSession& session : baseline.sessions) all.push_back(session.commit);
  return all;
}

/// Some updates, acceptances and prunings.
Baseline developed(Gen& gen, Baseline baseline, std::size_t first_day) {
  for (std::size_t i = 0; i < gen.size(0, 3); ++i) {
    std::vector<Series> some;
    for (const char* name : {"a", "b", "c"})
      if (gen.size(0, 2) > 0) some.push_back(series(name, static_cast<double>(gen.size(1, 9))));
    const Run run = run_of(first_day + i, std::move(some));
    const std::vector<std::string> chosen = {"a"};
    baseline = gen.size(0, 3) == 0 ? accepted(std::move(baseline), run, chosen, "why")
                                   : updated(std::move(baseline), run, "why");
    if (gen.size(0, 5) == 0) baseline = pruned(std::move(baseline), gen.size(1, 4));
  }
  return baseline;
}

using Strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(merge_baselines)

BOOST_AUTO_TEST_CASE(what_either_side_added_is_there_and_the_last_sessions_stay) {
  const Baseline ancestor = of_days({1, 2, 3, 4, 5});
  const BaselineMerge result = merge(ancestor, of_days({6}, ancestor), of_days({7, 8}, ancestor));
  BOOST_TEST(result.conflicts.empty());
  BOOST_TEST(commits(result.merged) == (Strings{"c4", "c5", "c6", "c7", "c8"}));
  BOOST_TEST(result.merged.series.size() == 2u);
  BOOST_TEST(result.merged.series[0].parts.size() == 5u);
}

BOOST_AUTO_TEST_CASE(what_either_side_dropped_stays_away_though_the_other_went_on_measuring_it) {
  const Baseline ancestor = of_days({1, 2});
  const Baseline without_b = dropped(ancestor, Strings{"b"}), later = of_days({3}, ancestor);
  for (const BaselineMerge& result :
       {merge(ancestor, without_b, later), merge(ancestor, later, without_b)}) {
    BOOST_TEST(result.conflicts.empty());
    BOOST_REQUIRE(result.merged.series.size() == 1u);
    BOOST_TEST(result.merged.series[0].benchmark == "a");
    BOOST_TEST(commits(result.merged) == (Strings{"c1", "c2", "c3"}));
  }
}

BOOST_AUTO_TEST_CASE(of_how_many_sessions_are_kept_a_change_stands_and_of_two_the_larger) {
  const Baseline ancestor = of_days({1, 2, 3, 4, 5});
  const auto kept = [&](std::size_t ours, std::size_t theirs) {
    return merge(ancestor, pruned(ancestor, ours), pruned(ancestor, theirs)).merged.keep;
  };
  BOOST_TEST(kept(3, 5) == 3u);
  BOOST_TEST(kept(5, 3) == 3u);
  BOOST_TEST(kept(2, 3) == 3u);
  BOOST_TEST(kept(7, 3) == 7u);
}

// What the other side measured meanwhile is of the code before the change that was accepted: beside
// it, sessions would differ by as much, and no smaller change be seen.
BOOST_AUTO_TEST_CASE(what_was_accepted_on_either_side_stands_alone) {
  const Baseline ancestor = of_days({1, 2, 3}), later = of_days({7}, ancestor);
  const std::vector<std::string> chosen = {"a"};
  const auto accepting = [&](std::size_t day, double value) {
    return accepted(ancestor, run_of(day, {series("a", value)}), chosen, "slower, but right");
  };
  const Baseline ours = accepting(6, 9);
  for (const BaselineMerge& result : {merge(ancestor, ours, later), merge(ancestor, later, ours)}) {
    BOOST_TEST(result.conflicts.empty());
    BOOST_REQUIRE(result.merged.series[0].parts.size() == 1u);
    BOOST_TEST(result.merged.series[0].parts[0].launches[0][0] == 9);
    BOOST_TEST(result.merged.series[1].parts.size() == 4u);
  }
  BOOST_TEST(merge(ancestor, ours, accepting(7, 8)).merged.series[0].parts.size() == 2u);
}

BOOST_AUTO_TEST_CASE(what_either_side_pruned_is_gone) {
  const Baseline ancestor = of_days({1, 2, 3});
  const BaselineMerge result = merge(ancestor, pruned(ancestor, 1), of_days({7}, ancestor));
  BOOST_TEST(commits(result.merged) == Strings{"c7"});
}

BOOST_AUTO_TEST_CASE(sides_with_nothing_in_common_are_joined) {
  const BaselineMerge result = merge({}, of_days({1}), of_days({2}));
  BOOST_TEST(result.conflicts.empty());
  BOOST_TEST(commits(result.merged) == (Strings{"c1", "c2"}));
}

BOOST_AUTO_TEST_CASE(the_side_that_changed_the_unit_is_the_one_that_counts) {
  const Baseline ancestor = of_days({1, 2});
  Run bytes = run_of(3, {series("a", 1)});
  bytes.series[0].unit = "B";
  const Baseline ours = updated(ancestor, bytes, "why");
  const BaselineMerge result = merge(ancestor, ours, of_days({4}, ancestor));
  BOOST_TEST(result.conflicts.empty());
  BOOST_TEST(result.merged.series[0].unit == "B");
  BOOST_TEST(result.merged.series[0].parts.size() == 1u);
  Run counts = bytes;
  counts.series[0].unit = "1";
  const BaselineMerge both = merge(ancestor, ours, updated(ancestor, counts, "why"));
  BOOST_REQUIRE(both.conflicts.size() == 1u);
  BOOST_TEST(both.conflicts[0] == "a wall_time: both sides changed its unit or direction");
}

// Both corrected the unit of what they had: what one has no more of was not dropped by it.
BOOST_AUTO_TEST_CASE(an_ancestors_sessions_in_another_unit_are_none_that_a_side_dropped) {
  const Baseline ancestor = of_days({1, 2});
  Baseline ours = ancestor;
  ours.series[0].unit = "B";
  Baseline theirs = ours;
  theirs.series[0].parts.erase(theirs.series[0].parts.begin());
  for (const BaselineMerge& result :
       {merge(ancestor, ours, theirs), merge(ancestor, theirs, ours)}) {
    BOOST_TEST(result.conflicts.empty());
    BOOST_TEST(result.merged.series[0].unit == "B");
    BOOST_TEST(result.merged.series[0].parts.size() == 2u);
  }
}

BOOST_AUTO_TEST_CASE(of_unknown_fields_those_stand_that_either_side_changed) {
  const Baseline ancestor = of_days({1});
  Baseline other = of_days({2}, ancestor);
  other.unknown.emplace_back("owner", "\"ada\"");
  other.series[0].unknown.emplace_back("tag", "7");
  const Baseline plain = of_days({3}, ancestor);
  for (const auto& result : {merge(ancestor, plain, other), merge(ancestor, other, plain)}) {
    BOOST_TEST((result.merged.unknown == other.unknown));
    BOOST_TEST((result.merged.series[0].unknown == other.series[0].unknown));
  }
}

BOOST_AUTO_TEST_CASE(samples_of_one_session_that_differ_are_a_conflict) {
  const Baseline ancestor = of_days({1, 2});
  Baseline ours = ancestor;
  ours.series[0].parts[0].launches[0][0] = 77;
  const BaselineMerge result = merge(ancestor, ours, ancestor);
  BOOST_REQUIRE(result.conflicts.size() == 1u);
  BOOST_TEST(result.conflicts[0].find("holds other samples on either side") != std::string::npos);
  Baseline elsewhere = ancestor;
  elsewhere.testbed = "moon";
  BOOST_TEST(merge(ancestor, ancestor, elsewhere).conflicts.size() == 1u);
}

// Whatever the branches did: a merge is a baseline that verifies, keeps no more sessions than it
// says, invents nothing, and does not depend on who merges whom.
BOOST_AUTO_TEST_CASE(merging_is_symmetric_and_gives_a_sound_baseline) {
  for_all([](Gen& gen) {
    const Baseline ancestor = developed(gen, of_days({1, 2, 3}), 4);
    const Baseline ours = developed(gen, ancestor, 10);
    const Baseline theirs = developed(gen, ancestor, 20);
    const BaselineMerge result = merge(ancestor, ours, theirs);
    BOOST_REQUIRE(result.conflicts.empty());
    const std::string text = baseline_json(result.merged);
    BOOST_TEST(verify(text, "f").empty());
    BOOST_TEST(baseline_json(merge(ancestor, theirs, ours).merged) == text);
    std::set<std::string> known;
    for (const Baseline* side : {&ours, &theirs})
      for (const std::string& commit : commits(*side)) known.insert(commit);
    for (const std::string& commit : commits(result.merged)) BOOST_TEST(known.contains(commit));
    for (const BaselineSeries& one : result.merged.series)
      BOOST_TEST(one.parts.size() <= result.merged.keep);
  });
}

BOOST_AUTO_TEST_CASE(a_side_that_did_nothing_takes_the_others) {
  for_all([](Gen& gen) {
    const Baseline ancestor = developed(gen, of_days({1, 2, 3}), 4);
    const Baseline other = developed(gen, ancestor, 10);
    BOOST_TEST(baseline_json(merge(ancestor, ancestor, other).merged) == baseline_json(other));
    BOOST_TEST(baseline_json(merge(ancestor, other, other).merged) == baseline_json(other));
  });
}

BOOST_AUTO_TEST_SUITE_END()
