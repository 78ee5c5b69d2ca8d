#include "tools/command_line/program.hpp"

#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>

#include <new>
#include <sstream>
#include <stdexcept>
#include <string>
#include <system_error>

using namespace pawl::tools;

namespace {

struct Ran {
  int status = 0;
  std::string out, err;
};

Status throws_what(const Arguments& arguments, Console&) {
  const std::string& what = arguments.positional().front();
  if (what == "usage") throw pawl::Error(pawl::Fault::usage, "said");
  if (what == "memory") throw std::bad_alloc();
  if (what == "system") throw std::system_error(EACCES, std::generic_category());
  throw std::logic_error("oops");
}

Ran ran(const std::vector<std::string>& arguments) {
  const Program program = {
      .name = "tool",
      .summary = "a tool",
      .commands = {{.name = "fetch",
                    .summary = "shown",
                    .action = [](const Arguments&, Console&) { return Status::inconclusive; }},
                   {.name = "fetched",
                    .summary = "not shown",
                    .action = [](const Arguments&, Console&) { return Status::pass; },
                    .hidden = true},
                   {.name = "throw", .most_words = 1, .action = throws_what}}};
  std::ostringstream out, err;
  Console console{.out = out, .err = err};
  const int status = run(program, arguments, console);
  return {status, out.str(), err.str()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(program_)

BOOST_AUTO_TEST_CASE(a_hidden_command_runs_and_is_not_offered) {
  const std::string help = ran({"--help"}).out;
  BOOST_TEST(help.find("  fetch  shown\n") != std::string::npos, help);
  BOOST_TEST(help.find("fetched") == std::string::npos, help);
  BOOST_TEST(ran({"fetched"}).status == 0);
  BOOST_TEST(ran({"fetche"}).err.find("fetched") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_a_command_returns_is_the_exit_status) {
  BOOST_TEST(ran({"fetch"}).status == 6);
}

BOOST_AUTO_TEST_CASE(every_exception_ends_as_a_sentence_and_a_status) {
  const auto ended = [](const std::string& what, pawl::Fault fault, const std::string& part) {
    const Ran done = ran({"throw", what});
    BOOST_TEST(done.status == static_cast<int>(fault), what);
    BOOST_TEST(done.err.starts_with("tool: "));
    BOOST_TEST(done.err.find(part) != std::string::npos, done.err);
  };
  ended("usage", pawl::Fault::usage, "said");
  ended("memory", pawl::Fault::bug, "out of memory");
  ended("system", pawl::Fault::io, "this machine refuses: Permission denied");
  ended("else", pawl::Fault::bug, "internal error: oops; please report it");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_printed_is_no_success) {
  std::ostringstream out, err;
  out.setstate(std::ios::badbit);
  Console console{.out = out, .err = err};
  const Program program = {.name = "tool",
                           .summary = "a tool",
                           .commands = {{.name = "a", .action = [](const Arguments&, Console&) {
                                           return Status::pass;
                                         }}}};
  BOOST_TEST(run(program, {"a"}, console) == static_cast<int>(pawl::Fault::io));
}

BOOST_AUTO_TEST_SUITE_END()
