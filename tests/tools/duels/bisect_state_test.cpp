#include "tools/duels/bisect_state.hpp"

#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::tools;

namespace {

BisectState some_state() {
  BisectState state;
  state.question = {"aaaa", "ffff", "token/small", "t", "make \"all\"\n"};
  state.step = {0.05, 0.002};
  state.tests = {{.commit = "bbbb", .seen = {0.051, 0.003}},
                 {.commit = "cccc", .seen = {}, .broken = "exited with status 2"}};
  return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bisect_state)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  const BisectState read = parse_bisect_state(bisect_state_json(some_state()), "state");
  BOOST_TEST((read.question == some_state().question));
  BOOST_TEST(read.step->log_ratio == 0.05);
  BOOST_REQUIRE(read.tests.size() == 2u);
  BOOST_TEST(read.tests[0].seen.error == 0.003);
  BOOST_TEST(read.tests[1].broken == "exited with status 2");
  BOOST_TEST(bisect_state_json(read) == bisect_state_json(some_state()));
}

BOOST_AUTO_TEST_CASE(numbers_that_no_ratio_has_are_refused) {
  BisectState wild = some_state();
  for (const double value : {1e300, -701.0}) {
    wild.step->log_ratio = value;
    BOOST_CHECK_THROW(parse_bisect_state(bisect_state_json(wild), "state"), pawl::Error);
  }
  BOOST_CHECK_THROW(parse_bisect_state("{}", "state"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(a_search_goes_on_where_it_was) {
  const auto search = replayed(some_state(), {"bbbb", "cccc", "ffff"});
  BOOST_TEST(search.posterior()[0] > 0.9);
  BOOST_CHECK_THROW(replayed(some_state(), {"bbbb", "ffff"}), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
