#include "tools/runner/callgrind.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <vector>

using namespace pawl::tools;

BOOST_AUTO_TEST_SUITE(callgrind_)

// A program may take its time there, and the processor's own counters would count Valgrind.
BOOST_AUTO_TEST_CASE(a_program_is_the_same_under_valgrind_but_slower) {
  const Callgrind callgrind;
  const Invocation plain{.arguments = {"./bench", "--size", "7"},
                         .environment = {"A=b"},
                         .directory = "there",
                         .timeout = 3,
                         .conditions = {.cpu = 1, .nice = 2, .counters = true}};
  const Invocation counted = callgrind.under(plain);
  BOOST_TEST(counted.arguments.front() == "valgrind");
  BOOST_TEST(
      (std::vector(counted.arguments.end() - 3, counted.arguments.end()) == plain.arguments));
  BOOST_TEST(counted.timeout == 300);
  BOOST_TEST(!counted.conditions.counters);
  BOOST_TEST(counted.conditions.cpu.value() == 1);
  BOOST_TEST(counted.conditions.nice == 2);
  BOOST_TEST((counted.environment == plain.environment));
  BOOST_TEST(counted.directory == plain.directory);
}

// What lies at the top of the stack moves addresses, and with them the count.
BOOST_AUTO_TEST_CASE(no_variable_of_a_job_comes_with_it) {
  const Environment given = {{"PATH", "/bin"}, {"GITHUB_RUN_ID", "1"}, {"LC_ALL", "de_DE"}};
  BOOST_TEST((pinned(given) == Environment{{"PATH", "/bin"}, {"LC_ALL", "C"}}));
  BOOST_TEST((pinned({}) == Environment{{"LC_ALL", "C"}}));
}

BOOST_AUTO_TEST_SUITE_END()
