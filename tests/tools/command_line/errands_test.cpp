#include "tools/command_line/errands.hpp"

#include "baselines/error.hpp"
#include "support/complaint.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>

using namespace pawl::tools;
using pawl::Error;
using pawl::Fault;

BOOST_AUTO_TEST_SUITE(errands)

BOOST_AUTO_TEST_CASE(all_are_tried_and_each_failure_is_told_once) {
  std::ostringstream out, err;
  const Console console{.out = out, .err = err};
  std::string run;
  const auto well = [&](const std::string& name) {
    return Errand{name, [&run, name] { run += name; }};
  };
  const auto bad = [&](const std::string& name) {
    return Errand{name, [&run, name] {
                    run += name;
                    throw Error(Fault::remote, "gone");
                  }};
  };
  BOOST_TEST(pawl::tests::complaint_of([&] {
               run_all({bad("a"), well("b"), bad("c"), bad("d"), well("e")}, console);
             }) == "d: gone");
  BOOST_TEST(run == "abcde");
  BOOST_TEST(err.str() == "pawl: a: gone\npawl: c: gone\n");
}

BOOST_AUTO_TEST_CASE(where_all_went_well_nothing_is_said) {
  std::ostringstream out, err;
  run_all({{"a", [] {}}}, {.out = out, .err = err});
  BOOST_TEST(err.str() == "");
}

BOOST_AUTO_TEST_SUITE_END()
