#include "tools/project/project.hpp"

#include "baselines/run/machine.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::tools;

BOOST_AUTO_TEST_SUITE(project_)

BOOST_AUTO_TEST_CASE(a_runs_own_suite_goes_before_that_of_pawl_toml) {
  Project project{.directory = ".", .config = {}};
  project.config.suite = "configured";
  pawl::baselines::Run run;
  BOOST_TEST(suite_of(run, project) == "configured");
  run.suite = "own";
  BOOST_TEST(suite_of(run, project) == "own");
}

// Who says where a run was made says by what it is judged.
BOOST_AUTO_TEST_CASE(the_testbed_of_pawl_toml_goes_before_that_of_a_run) {
  Project project{.directory = ".", .config = {}};
  pawl::baselines::Run run;
  run.machine.cpu_model = "Test CPU";
  BOOST_TEST(testbed_of(run, project) == pawl::baselines::testbed_name(run.machine));
  run.testbed = "own";
  BOOST_TEST(testbed_of(run, project) == "own");
  project.config.testbed = "configured";
  BOOST_TEST(testbed_of(run, project) == "configured");
}

BOOST_AUTO_TEST_SUITE_END()
