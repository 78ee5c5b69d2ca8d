#include "tools/command_line/progress.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <limits>
#include <sstream>
#include <string>

using namespace pawl::tools;

namespace {

/// What is told when `done` of `of` are done after so many seconds of at most `most_seconds`.
std::string told(std::size_t done, std::size_t of, int seconds,
                 double most_seconds = std::numeric_limits<double>::infinity(),
                 bool is_terminal = false) {
  std::ostringstream out, err;
  Console console{.out = out, .err = err, .err_is_terminal = is_terminal};
  std::chrono::steady_clock::time_point now{};
  console.stopwatch = [&] { return now; };
  Progress progress(console, "work", most_seconds);
  now += std::chrono::seconds(seconds);
  progress.step(done, of, "name");
  return err.str();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(work_that_ends_by_itself_is_told_by_how_much_of_it_is_done) {
  BOOST_TEST(told(3, 12, 30) == "work\n3 of 12, 1 min 30 s left\n");
  BOOST_TEST(told(3, 12, 30, 3600) == "work\n3 of 12, 1 min 30 s left\n");
  BOOST_TEST(told(0, 12, 30) == "work\n0 of 12\n");
}

BOOST_AUTO_TEST_CASE(work_that_time_ends_is_told_by_the_time) {
  BOOST_TEST(told(22, 87, 171, 180) == "work\n22 done, 9 s left\n");
  BOOST_TEST(told(0, 10'001, 20, 60) == "work\n0 done, 40 s left\n");
  BOOST_TEST(told(5, 87, 200, 180) == "work\n5 done, 0 s left\n");
}

BOOST_AUTO_TEST_CASE(the_bar_is_as_full_as_the_work_is_done_or_the_time_is_up) {
  const auto infinite = std::numeric_limits<double>::infinity();
  BOOST_TEST(told(3, 12, 1, infinite, true).find("[#####               ]") != std::string::npos);
  BOOST_TEST(told(1, 10'000, 45, 60, true).find("[###############     ]") != std::string::npos);
  BOOST_TEST(told(1, 10'000, 90, 60, true).find("[####################]") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
