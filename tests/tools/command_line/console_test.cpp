#include "tools/command_line/console.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>
#include <string>

using namespace pawl::tools;

namespace {

bool is_coloured(bool is_terminal, const Environment& environment) {
  std::ostringstream out, err;
  return wants_colour(
      {.out = out, .err = err, .environment = environment, .out_is_terminal = is_terminal});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(console_)

BOOST_AUTO_TEST_CASE(colours_are_for_terminals_that_show_them_to_who_wants_them) {
  BOOST_TEST(is_coloured(true, {}));
  BOOST_TEST(is_coloured(true, {{"TERM", "xterm"}, {"NO_COLOR", ""}}));
  BOOST_TEST(!is_coloured(false, {{"TERM", "xterm"}}));
  BOOST_TEST(!is_coloured(true, {{"TERM", "dumb"}}));
  BOOST_TEST(!is_coloured(true, {{"NO_COLOR", "1"}}));
}

BOOST_AUTO_TEST_CASE(a_sentence_is_one_line_of_bounded_length_whoever_wrote_its_parts) {
  std::ostringstream out, err;
  const Console console{.out = out, .err = err, .program = "pawl-token"};
  tell(console, "a\n\x1b[31mb" + std::string(10'000, 'x'));
  const std::string said = err.str();
  BOOST_TEST(said.starts_with("pawl-token: a"));
  BOOST_TEST(said.find('\n') == said.size() - 1);
  BOOST_TEST(said.find('\x1b') == std::string::npos);
  BOOST_TEST(said.size() < 4'100u);
}

BOOST_AUTO_TEST_CASE(quiet_leaves_errors_and_verbose_adds_how) {
  for (const bool quiet : {false, true})
    for (const bool verbose : {false, true}) {
      std::ostringstream out, err;
      const Console console{.out = out, .err = err, .quiet = quiet, .verbose = verbose};
      tell(console, "error");
      note(console, "note");
      detail(console, "detail");
      BOOST_TEST(err.str() == std::string("pawl: error\n") + (quiet ? "" : "pawl: note\n") +
                                  (verbose ? "pawl: detail\n" : ""));
    }
}

BOOST_AUTO_TEST_SUITE_END()
