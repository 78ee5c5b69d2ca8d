#include "ci/explain.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl;

BOOST_AUTO_TEST_SUITE(explanations)

BOOST_AUTO_TEST_CASE(the_evidence_named_is_what_p_is_of) {
  stats::Comparison row{.before = {.launches = 100, .sessions = 5},
                        .now = {.launches = 20, .sessions = 1}};
  row.evidence = stats::Evidence::sessions_t;
  row.p = 0.2;
  BOOST_TEST(ci::evidence(row) == "t of 5 + 1 sessions");
  row.by_launches = {.p = 0.1, .low = 0, .high = 1};
  BOOST_TEST(ci::evidence(row) == "t of 5 + 1 sessions");
  row.p = 0.1;
  BOOST_TEST(ci::evidence(row) == "t of 5 + 1 sessions, held to 100 + 20 launches");
}

BOOST_AUTO_TEST_SUITE_END()
