#define BOOST_TEST_MODULE pawl
#define BOOST_TEST_NO_MAIN
#include "support/golden.hpp"

#include <boost/test/results_collector.hpp>
#include <boost/test/tree/observer.hpp>
#include <boost/test/tree/visitor.hpp>
#include <boost/test/unit_test.hpp>
#include <sys/stat.h>

#include <iostream>

namespace {

/// Counts the test cases that ran and closes with "N passed, N failed" alone on a line, as every
/// test of this project does, so that `tests/run` can add them up.
struct Tally : boost::unit_test::test_observer {
  int passed = 0, failed = 0;

  void test_unit_finish(const boost::unit_test::test_unit& unit, unsigned long) override {
    if (unit.p_type != boost::unit_test::TUT_CASE) return;
    ++(boost::unit_test::results_collector.results(unit.p_id).passed() ? passed : failed);
  }
  void test_finish() override {
    std::cout << passed << " passed, " << failed << " failed" << std::endl;
  }
  int priority() override { return 100; }  // after the collector
};

Tally tally;  // outlives the framework's list of observers

struct Tallied {
  Tallied() { boost::unit_test::framework::register_observer(tally); }
};

BOOST_TEST_GLOBAL_CONFIGURATION(Tallied);

}  // namespace

/// Meson's status for a test that was skipped.
constexpr int skipped = 77;

int main(int count, char** arguments) {
  ::umask(022);  // some tests are another user, who has to see what they made
  const int status = boost::unit_test::unit_test_main(init_unit_test, count, arguments);
  return status == 0 && pawl::tests::golden_files_rewritten() > 0 ? skipped : status;
}
