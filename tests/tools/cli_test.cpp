#include "tools/cli.hpp"

#include "support/complaint.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using pawl::tests::contains;
using pawl::tools::cli;
using pawl::tools::Console;

namespace {

struct Outcome {
  int status;
  std::string out, err;
};

Outcome pawl_with(const std::vector<std::string>& arguments) {
  std::ostringstream out, err;
  Console console{.out = out, .err = err};
  const int status = cli(arguments, console);
  return {status, out.str(), err.str()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_)

BOOST_AUTO_TEST_CASE(help_lists_every_command_on_stdout) {
  const Outcome outcome = pawl_with({"--help"});
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(contains(outcome.out, "\n  run"));
  BOOST_TEST(outcome.err == "");
}

BOOST_AUTO_TEST_CASE(each_commands_help_has_an_example) {
  const Outcome outcome = pawl_with({"run", "--help"});
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(contains(outcome.out, "usage: pawl run"));
  BOOST_TEST(contains(outcome.out, "example:\n  pawl run"));
}

BOOST_AUTO_TEST_CASE(every_command_has_help_with_an_example_of_itself) {
  const std::vector<std::vector<std::string>> commands = {{"init"},
                                                          {"import"},
                                                          {"merge"},
                                                          {"compare"},
                                                          {"check"},
                                                          {"doctor"},
                                                          {"selftest"},
                                                          {"ab"},
                                                          {"confirm"},
                                                          {"bisect"},
                                                          {"yardstick"},
                                                          {"baseline", "update"},
                                                          {"baseline", "accept"},
                                                          {"baseline", "list"},
                                                          {"baseline", "show"},
                                                          {"baseline", "diff"},
                                                          {"baseline", "verify"},
                                                          {"baseline", "prune"},
                                                          {"history", "add"},
                                                          {"history", "list"},
                                                          {"history", "show"},
                                                          {"history", "export"},
                                                          {"history", "import"},
                                                          {"history", "prune"}};
  for (std::vector<std::string> arguments : commands) {
    const std::string name = arguments.front() + (arguments.size() > 1 ? " " + arguments[1] : "");
    arguments.push_back("--help");
    const Outcome outcome = pawl_with(arguments);
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(contains(outcome.out, "usage: pawl " + name));
    const std::size_t example = outcome.out.find("\nexample:\n");
    BOOST_REQUIRE(example != std::string::npos);
    BOOST_TEST(outcome.out.find("pawl " + name, example) != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_wrong_command_line_is_status_2_and_one_sentence) {
  const std::vector<std::vector<std::string>> wrong = {
      {"rnu"}, {"run", "--lanches", "3"}, {"run", "-o"}, {"--frobnicate"}};
  for (const std::vector<std::string>& arguments : wrong) {
    const Outcome outcome = pawl_with(arguments);
    BOOST_TEST(outcome.status == 2);
    BOOST_TEST(outcome.out == "");
    BOOST_TEST(outcome.err.starts_with("pawl: "));
    BOOST_TEST(outcome.err.find('\n') == outcome.err.size() - 1);
  }
}

BOOST_AUTO_TEST_CASE(the_nearest_word_is_offered) {
  BOOST_TEST(contains(pawl_with({"rnu"}).err, "did you mean \"run\"?"));
  BOOST_TEST(contains(pawl_with({"run", "--lanches", "3"}).err, "did you mean \"--launches\"?"));
}

BOOST_AUTO_TEST_CASE(version_is_the_projects) {
  BOOST_TEST(pawl_with({"--version"}).out == "pawl " PAWL_VERSION "\n");
  BOOST_TEST(pawl_with({"run", "--version"}).out == "pawl " PAWL_VERSION "\n");
}

BOOST_AUTO_TEST_SUITE_END()
