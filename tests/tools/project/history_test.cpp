#include "tools/project/history.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>
#include <vector>

using namespace pawl::tools;

namespace {

struct Found {
  std::string place, said;
};

Found found(const std::vector<std::string>& given, const Environment& environment,
            const std::string& configured) {
  std::ostringstream out, err;
  const Console console{.out = out, .err = err, .environment = environment, .verbose = true};
  Project project{.directory = "there", .config = {}};
  project.config.history = configured;
  const std::string place = history_place(parse({store_option()}, given), project, console);
  return {place, err.str()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(project_history)

BOOST_AUTO_TEST_CASE(the_option_goes_before_the_variable_and_that_before_pawl_toml) {
  const Environment environment = {{"PAWL_HISTORY", "b.sqlite"}};
  BOOST_TEST(found({"--store", "a.sqlite"}, environment, "c.sqlite").place == "a.sqlite");
  BOOST_TEST(found({}, environment, "c.sqlite").place == "b.sqlite");
  BOOST_TEST(found({}, {}, "c.sqlite").place == "there/c.sqlite");
  BOOST_TEST(found({}, {}, "").place == "there/.pawl/history.sqlite");
}

BOOST_AUTO_TEST_CASE(a_password_in_its_place_is_not_said) {
  const Found remote = found({}, {{"PAWL_HISTORY", "postgresql://me:planted0secret@db/x"}}, "");
  BOOST_TEST(remote.place == "postgresql://me:planted0secret@db/x");
  BOOST_TEST(remote.said == "pawl: history on PostgreSQL\n");
}

BOOST_AUTO_TEST_SUITE_END()
