#include "ci/yardstick.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>

using namespace pawl;
using namespace pawl::tests;
using baselines::Run;
using baselines::Series;
using ci::Yardstick;

namespace {

/// How fast the machine was in each session: a factor on all times.
constexpr std::array speeds{1.0, 1.4, 0.8, 1.1, 2.0};

Series series(const std::string& benchmark, const std::string& metric, const std::string& unit) {
  Series result;
  result.benchmark = benchmark;
  result.metric = metric;
  result.unit = unit;
  return result;
}

stats::Sample::Session session(Gen& gen, double level) {
  stats::Sample::Session launches;
  for (const double value : gen.timings(15, 0.001)) launches.push_back({level * value});
  return launches;
}

/// A run of several sessions: the yardstick (20 ms at speed 1), and a benchmark's wall and
/// processor time and its rate, of which the processor's does not follow the machine.
Run run_at(Gen& gen, std::span<const double> factors) {
  Run run;
  run.series = {series("pawl/yardstick", "wall_time", "s"), series("b", "wall_time", "s"),
                series("b", "cpu_time", "s"), series("b", "rate", "1/s")};
  for (const double factor : factors) {
    const std::array levels{0.02 * factor, 0.1 * factor, 0.05, 100 / factor};
    for (std::size_t i = 0; i < levels.size(); ++i)
      run.series[i].sessions.push_back(session(gen, levels[i]));
  }
  return run;
}

double spread(const std::vector<stats::Sample::Session>& sessions) {
  double low = INFINITY, high = 0;
  for (const auto& launches : sessions) {
    const double level = stats::median(stats::Sample::from_launches(launches)->launch_medians());
    low = std::min(low, level);
    high = std::max(high, level);
  }
  return high / low;
}

/// What the yardstick says of them, or nothing where it was left out.
std::optional<Yardstick> between(const Run& before, const Run& now) {
  const auto found = Yardstick::between(before, now);
  const auto* const yardstick = std::get_if<Yardstick>(&found);
  return yardstick != nullptr ? std::optional(*yardstick) : std::nullopt;
}

/// Why it was left out.
std::string why_not(const Run& before, const Run& now) {
  return std::get<std::string>(Yardstick::between(before, now));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(yardstick)

BOOST_AUTO_TEST_CASE(sessions_that_would_overflow_or_vanish_stay_as_they_are) {
  Gen gen(8);
  for (const double level : {1.7e308, 4e-320}) {
    Run before = run_at(gen, speeds);
    const auto found = between(before, run_at(gen, std::array{1.5}));
    BOOST_REQUIRE(found);
    for (auto& session : before.series[1].sessions)
      for (auto& launch : session) launch = {level};
    const auto levelled = found->levelled(before.series[1]);
    BOOST_TEST(stats::Sample::from_sessions(levelled).has_value());
    for (const auto& session : levelled)
      for (const auto& launch : session) BOOST_TEST(launch[0] > 0);
  }
}

BOOST_AUTO_TEST_CASE(sessions_on_a_wandering_machine_are_brought_level) {
  Gen gen(1);
  const Run before = run_at(gen, speeds), now = run_at(gen, std::array{1.5});
  const auto found = between(before, now);
  BOOST_REQUIRE(found);
  for (const std::size_t i : {1u, 3u}) {
    BOOST_TEST(spread(before.series[i].sessions) > 2.4);
    BOOST_TEST(spread(found->levelled(before.series[i])) < 1.01);
  }
}

BOOST_AUTO_TEST_CASE(times_follow_the_machine_and_rates_go_against_it) {
  Gen gen(2);
  const Run before = run_at(gen, speeds), now = run_at(gen, std::array{1.65});
  const auto found = between(before, now);
  BOOST_REQUIRE(found);
  BOOST_TEST(found->shift_of(before.series[1]).ratio == 1.5, boost::test_tools::tolerance(0.01));
  BOOST_TEST(found->shift_of(before.series[3]).ratio == 1 / 1.5,
             boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_CASE(a_series_is_held_against_the_yardstick_of_its_own_sessions) {
  Gen gen(9);
  Run before = run_at(gen, speeds);
  const Run now = run_at(gen, std::array{2.0});
  for (Series& series : before.series) series.session_ids = {"1", "2", "3", "4", "5"};
  Series& accepted = before.series[1];
  accepted.sessions = {accepted.sessions[4]};
  accepted.session_ids = {"5"};  // measured at speed 2
  Series& patchy = before.series[3];
  patchy.sessions.erase(patchy.sessions.begin());
  patchy.session_ids.erase(patchy.session_ids.begin());
  const auto found = between(before, now);
  BOOST_REQUIRE(found);
  BOOST_TEST(found->shift_of(accepted).ratio == 1, boost::test_tools::tolerance(0.01));
  BOOST_TEST(spread(found->levelled(patchy)) < 1.01);
  accepted.session_ids = {"6"};
  BOOST_TEST(!found->knows(accepted));
  accepted.session_ids.clear();
  BOOST_TEST(!found->knows(accepted));
}

BOOST_AUTO_TEST_CASE(a_yardstick_that_no_series_has_tried_is_not_proven) {
  Gen gen(10);
  Run before = run_at(gen, speeds);
  const Run now = run_at(gen, std::array{1.0});
  BOOST_TEST(between(before, now)->is_proven());
  for (Series& series : before.series) series.session_ids = {"1", "2", "3", "4", "5"};
  for (const std::size_t i : {1u, 3u}) {
    before.series[i].sessions.resize(1);
    before.series[i].session_ids.resize(1);
  }
  BOOST_TEST(!between(before, now)->is_proven());
}

BOOST_AUTO_TEST_CASE(neither_processor_time_nor_iterations_within_a_process_follow) {
  Gen gen(5);
  Run run = run_at(gen, speeds);
  BOOST_TEST(ci::follows_the_yardstick(run.series[1]));
  BOOST_TEST(ci::follows_the_yardstick(run.series[3]));
  BOOST_TEST(!ci::follows_the_yardstick(run.series[2]));
  run.series[1].sessions[2][7].push_back(0.1);
  BOOST_TEST(!ci::follows_the_yardstick(run.series[1]));
}

BOOST_AUTO_TEST_CASE(a_noisy_yardstick_says_less) {
  Gen gen(3);
  Run before = run_at(gen, speeds);
  const Run now = run_at(gen, std::array{1.0});
  const double steady = between(before, now)->shift_of(before.series[1]).log_variance;
  for (auto& launches : before.series[0].sessions)
    for (auto& launch : launches) launch[0] *= std::exp(gen.normal(0, 0.2));
  const double noisy = between(before, now)->shift_of(before.series[1]).log_variance;
  BOOST_TEST(steady > 0);
  BOOST_TEST(noisy > 100 * steady);
}

BOOST_AUTO_TEST_CASE(a_yardstick_that_drives_the_sessions_apart_is_left_out) {
  Gen gen(6);
  Run before = run_at(gen, speeds);
  const Run now = run_at(gen, std::array{1.0});
  for (const std::size_t i : {1u, 3u})  // benchmarks that do not mind what moves the yardstick
    for (auto& launches : before.series[i].sessions) launches = session(gen, 0.1);
  BOOST_TEST(why_not(before, now).starts_with("the baseline's sessions vary by 0.0"));
  for (auto& series : before.series) series.sessions.resize(2);  // two sessions cannot tell
  BOOST_TEST(between(before, now).has_value());
}

BOOST_AUTO_TEST_CASE(a_session_with_too_little_of_it_makes_it_silent) {
  Gen gen(4);
  Run before = run_at(gen, speeds);
  const Run now = run_at(gen, std::array{1.0});
  before.series[0].sessions[2].resize(4);
  BOOST_TEST(why_not(before, now) ==
             "before has a session with fewer than 5 usable launches of it");
  before.series.erase(before.series.begin());
  BOOST_TEST(why_not(before, now) == "before was measured without it");
}

BOOST_AUTO_TEST_CASE(where_it_could_not_have_served_nothing_is_said) {
  Gen gen(7);
  const Run with = run_at(gen, std::array{1.0});
  Run without = with, processor = with;
  without.series.erase(without.series.begin());
  BOOST_TEST(why_not(without, without).empty());
  std::erase_if(processor.series,
                [](const Series& one) { return one.benchmark == "b" && one.metric != "cpu_time"; });
  processor.series[0].sessions[0].resize(4);
  BOOST_TEST(why_not(with, processor).empty());
}

BOOST_AUTO_TEST_SUITE_END()
