#include "ci/doubts.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace pawl;
using namespace pawl::ci;
using namespace pawl::tests;
using baselines::Baseline;
using baselines::Run;

namespace {

/// Twenty launches about 10 ms that differ by `spread`.
Run run_of(Gen& gen, double spread) {
  Run run;
  run.time = "2026-11-25T12:00:00Z";
  run.machine.cpu_model = "AMD EPYC 7763";
  run.series.push_back({"parse", "wall_time", "s", stats::Better::lower, {{}}, {}});
  for (const double value : gen.timings(20, spread))
    run.series.back().sessions.front().push_back({0.01 * value});
  return run;
}

const std::vector<std::string> judged = {"wall_time"};
using Strings = std::vector<std::string>;

}  // namespace

BOOST_AUTO_TEST_SUITE(doubts_of_a_run)

BOOST_AUTO_TEST_CASE(a_quiet_run_raises_none) {
  for_all([](Gen& gen) {
    const Run run = run_of(gen, 0.02);
    BOOST_TEST(doubts(run, {}, judged).empty());
    BOOST_TEST(doubts(run, baselines::updated({}, run_of(gen, 0.02), ""), judged).empty());
  });
}

BOOST_AUTO_TEST_CASE(noise_is_told_where_it_is_judged) {
  Gen gen(1);
  const Run run = run_of(gen, 0.5);
  const auto found = doubts(run, {}, judged);
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(found[0].starts_with("parse wall_time is noisy: its median is known to within "));
  BOOST_TEST(found[0].ends_with(", where 10.0 % would do"));
  Run secondary = run;
  secondary.series[0].unknown.emplace_back("secondary", "true");
  BOOST_TEST(doubts(secondary, {}, {"latency"}).empty());
}

BOOST_AUTO_TEST_CASE(of_many_noisy_series_the_number_and_the_worst_are_told) {
  Gen gen(1);
  Run run = run_of(gen, 0.5);
  const auto add = [&](const std::string& name, double spread) {
    run.series.push_back(run_of(gen, spread).series[0]);
    run.series.back().benchmark = name;
  };
  add("quiet", 0.01);
  add("print", 0.5);
  add("sort", 0.5);
  BOOST_TEST(doubts(run, {}, judged).size() == 3u);
  add("worst", 5);
  const auto found = doubts(run, {}, judged);
  BOOST_REQUIRE(found.size() == 1u);
  BOOST_TEST(
      found[0].starts_with("4 of 5 judged series are noisy, most of all worst wall_time: its "
                           "median is known to within "));
}

BOOST_AUTO_TEST_CASE(noise_beyond_what_the_baseline_has_is_told) {
  Gen gen(2);
  const Baseline quiet = baselines::updated({}, run_of(gen, 0.005), "");
  BOOST_TEST(doubts(run_of(gen, 0.1), {}, judged).empty());
  BOOST_TEST(doubts(run_of(gen, 0.1), quiet, judged).size() == 1u);
  const Baseline still = baselines::updated({}, run_of(gen, 1e-5), "");
  BOOST_TEST(doubts(run_of(gen, 0.02), still, judged).empty());
}

BOOST_AUTO_TEST_CASE(too_few_launches_tell_of_no_noise) {
  Run run;
  run.series.push_back({"a", "wall_time", "s", stats::Better::lower, {{{1}, {100}}}, {}});
  run.series.push_back({"b", "wall_time", "s", stats::Better::lower, {{{0}, {0}, {0}}}, {}});
  BOOST_TEST(doubts(run, {}, judged).empty());
}

BOOST_AUTO_TEST_CASE(what_is_mostly_nought_is_not_noisy) {
  Run run = {};
  run.series.push_back({"a", "page_faults", "1", stats::Better::lower, {{}}, {}});
  for (int i = 0; i < 20; ++i)
    run.series.back().sessions.front().push_back({i % 5 < 2 ? 1.0 : 0.0});
  BOOST_TEST(doubts(run, {}, {"page_faults"}).empty());
}

// An allocation once in a process, shared among as many calls as there was time for, or a pool that
// is emptied now and then: a quieter hour counts the same.
BOOST_AUTO_TEST_CASE(what_is_allocated_varies_by_itself) {
  Gen gen(1);
  Run run = run_of(gen, 0.5);
  run.series[0].metric = "allocations";
  run.series[0].unit = "1";
  run.series.push_back(run_of(gen, 0.5).series[0]);
  run.series[1].metric = "allocated_bytes";
  run.series[1].unit = "B";
  BOOST_TEST(doubts(run, {}, {"allocations", "allocated_bytes"}).empty());
}

BOOST_AUTO_TEST_CASE(what_was_unfit_is_told) {
  Gen gen(3);
  const Baseline before = baselines::updated({}, run_of(gen, 0.02), "");
  Run run = run_of(gen, 0.02);
  run.machine.cpu_model = "Intel Xeon 8370C";
  run.failures.push_back({"print", "exited with status 3"});
  run.notes = {"a remark", std::string(altered), std::string(disturbed) + "stolen time: 4 %"};
  BOOST_TEST(doubts(run, before, judged) ==
                 (Strings{"print failed: exited with status 3",
                          "measured elsewhere than the newest session: CPU: AMD EPYC 7763 before, "
                          "Intel Xeon 8370C now",
                          std::string(altered), std::string(disturbed) + "stolen time: 4 %"}),
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
