#include "tools/duels/bisection.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace pawl::tools;

BOOST_AUTO_TEST_SUITE(bisection)

BOOST_AUTO_TEST_CASE(half_the_step_decides_whichever_way_it_goes) {
  BisectState state;
  for (const double ratio : {1.21, 1 / 1.21}) {
    state.step = pawl::stats::StepEvidence{std::log(ratio), 0};
    BOOST_TEST(rules_of_step({}, state).threshold == 0.1, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(few_pairs_are_spent_on_a_commit_in_an_order_of_its_own) {
  BisectState state;
  state.step = pawl::stats::StepEvidence{0.1, 0};
  const DuelRules first = rules_of_step({.most_pairs = 100, .seed = 7}, state);
  BOOST_TEST(first.most_pairs == 40u);
  BOOST_TEST(rules_of_step({.most_pairs = 12}, state).most_pairs == 12u);
  state.tests.resize(3);
  const DuelRules fourth = rules_of_step({.most_pairs = 100, .seed = 7}, state);
  BOOST_TEST(first.seed != 7u);  // with which bad was measured
  BOOST_TEST(fourth.seed != first.seed);
}

BOOST_AUTO_TEST_SUITE_END()
