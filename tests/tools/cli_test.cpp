#include "tools/cli.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/text/shell_word.hpp"
#include "ci/unicode.hpp"
#include "support/complaint.hpp"
#include "support/few_threads.hpp"
#include "support/temporary_directory.hpp"
#include "tools/command_line/program.hpp"
#include "tools/formats/run_summary.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <iterator>
#include <sstream>
#include <system_error>

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

/// What a stranger would call a benchmark.
const std::string hostile = "::error title=pwned::a\n::stop-commands::b\033[2J ##[error]c";

pawl::baselines::Run hostile_run() {
  pawl::baselines::Run run;
  run.suite = "default";
  run.testbed = "::debug::t";
  run.commit = "::debug::\033[1m";
  run.series.push_back({.benchmark = hostile,
                        .metric = hostile,
                        .unit = "s",
                        .sessions = {{{1.0}, {1.1}, {1.2}}},
                        .unknown = {}});
  run.failures.push_back({hostile, hostile});
  return run;
}

/// Those that --help lists, and the one that it hides, as words: "baseline update" is two.
std::vector<std::vector<std::string>> listed_commands() {
  std::vector<std::vector<std::string>> commands = {{"yardstick"}};
  std::istringstream lines(pawl_with({"--help"}).out);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  ")) continue;
    std::istringstream name(line.substr(2, line.find("  ", 2) - 2));
    commands.emplace_back(std::istream_iterator<std::string>(name),
                          std::istream_iterator<std::string>());
  }
  return commands;
}

/// Whether neither a terminal nor the log of a CI job sees more than text in it.
bool is_inert(const std::string& text) {
  if (text.find_first_of("\033\a") != std::string::npos || contains(text, "##[")) return false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);)
    if (line.find("::") == line.find_first_not_of(' ') && contains(line, "::")) return false;
  return true;
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
  const std::vector<std::vector<std::string>> commands = listed_commands();
  BOOST_TEST(commands.size() > 40u);
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

BOOST_AUTO_TEST_CASE(no_line_of_help_is_longer_than_120_columns) {
  std::vector<std::vector<std::string>> commands = listed_commands();
  commands.push_back({});
  for (std::vector<std::string> arguments : commands) {
    arguments.push_back("--help");
    std::istringstream lines(pawl_with(arguments).out);
    for (std::string line; std::getline(lines, line);)
      BOOST_TEST(pawl::ci::columns(line) <= 120, line);
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

BOOST_AUTO_TEST_CASE(words_that_a_command_has_no_use_for_are_refused) {
  // Harmless ones, or without a project, should they not be.
  const std::vector<std::vector<std::string>> wrong = {
      {"baseline", "prune", "x", "--config", "/absent/pawl.toml"},
      {"baseline", "migrate", "--config", "/absent/pawl.toml", "x"},
      {"history", "prune", "x", "--config", "/absent/pawl.toml"},
      {"baseline", "list", "x"},
      {"baseline", "show", "lab/core", "x"},
      {"alerts", "list", "x"},
      {"history", "list", "x"},
      {"doctor", "x"}};
  for (const std::vector<std::string>& arguments : wrong) {
    const Outcome outcome = pawl_with(arguments);
    BOOST_TEST(outcome.status == 2);
    BOOST_TEST(contains(outcome.err, "pawl: x: "), outcome.err);
  }
}

BOOST_AUTO_TEST_CASE(two_dashes_end_the_options_of_a_command_that_takes_no_other) {
  for (const std::string file : {"-absent.json", "--help"})
    BOOST_TEST(contains(pawl_with({"check", "--", file}).err, "pawl: " + file + ": no such file"));
  BOOST_TEST(pawl_with({"doctor", "--", "x"}).status == 2);
}

// As of an empty variable; all of pawl.toml was run in its place.
BOOST_AUTO_TEST_CASE(a_command_follows_the_dashes_of_one_that_takes_it) {
  const Outcome outcome = pawl_with({"run", "--"});
  BOOST_TEST(outcome.status == 2);
  BOOST_TEST(contains(outcome.err, "pawl: --: expected a command"), outcome.err);
}

BOOST_AUTO_TEST_CASE(help_on_a_command_is_what_it_says_of_itself) {
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"run"}, {"baseline", "update"}, {"baseline"}}) {
    std::vector<std::string> asked = {"help"}, itself = command;
    asked.insert(asked.end(), command.begin(), command.end());
    itself.emplace_back("--help");
    BOOST_TEST(pawl_with(asked).out == pawl_with(itself).out);
  }
  BOOST_TEST(pawl_with({"help", "rnu"}).status == 2);
  BOOST_TEST(pawl_with({"help", "--help"}).out == pawl_with({"help"}).out);
  BOOST_TEST(contains(pawl_with({"help", "run", "--", "ls"}).out, "usage: pawl run"));
}

BOOST_AUTO_TEST_CASE(the_nearest_word_is_offered) {
  BOOST_TEST(contains(pawl_with({"rnu"}).err, "did you mean \"run\"?"));
  BOOST_TEST(contains(pawl_with({"run", "--lanches", "3"}).err, "did you mean \"--launches\"?"));
}

BOOST_AUTO_TEST_CASE(version_is_the_projects) {
  BOOST_TEST(pawl_with({"--version"}).out == "pawl " PAWL_VERSION "\n");
  BOOST_TEST(pawl_with({"run", "--version"}).out == "pawl " PAWL_VERSION "\n");
}

BOOST_AUTO_TEST_CASE(what_the_disk_refuses_is_status_4_and_one_sentence) {
  const pawl::tests::TemporaryDirectory directory;
  std::filesystem::create_symlink("loop", directory / "loop");  // which root may not enter, either
  const Outcome outcome = pawl_with({"run", "-o", directory / "loop/run.json", "--", "true"});
  BOOST_TEST(outcome.status == 4);
  BOOST_TEST(contains(outcome.err, "loop/run.json: cannot be written: "));
  BOOST_TEST(outcome.err.find('\n') == outcome.err.size() - 1);
}

BOOST_AUTO_TEST_CASE(what_the_machine_refuses_is_no_bug_of_ours) {
  const pawl::tools::Program program = {
      .name = "p",
      .summary = "",
      .commands = {{.name = "c",
                    .action = [](const pawl::tools::Arguments&, Console&) -> pawl::tools::Status {
                      throw std::system_error(EAGAIN, std::generic_category());
                    }}}};
  std::ostringstream out, err;
  Console console{.out = out, .err = err};
  BOOST_TEST(run(program, {"c"}, console) == 4);
  BOOST_TEST(contains(err.str(), "p: this machine refuses: Resource temporarily unavailable; "));
}

BOOST_AUTO_TEST_CASE(a_disk_in_trouble_for_a_while_costs_no_launch) {
  const pawl::tests::TemporaryDirectory directory;
  const std::string folder = directory / "out";
  std::filesystem::create_directory(folder);
  // Gone after the first of three launches, there again after the last.
  const std::string come_and_go = "cd " + pawl::baselines::shell_word(directory.path().string()) +
                                  " && if [ -e last ]; then rm out && mv gone out; "
                                  "elif [ -e gone ]; then touch last; "
                                  "else mv out gone && touch out; fi";
  std::ostringstream out, err;
  auto now = std::chrono::steady_clock::time_point();
  Console console{
      .out = out, .err = err, .stopwatch = [&] { return now += std::chrono::minutes(1); }};
  const int status = cli({"run", "-n", "3", "--warmup", "0", "-o", folder + "/run.json", "--", "sh",
                          "-c", come_and_go},
                         console);
  BOOST_TEST(status == 0, err.str());
  BOOST_TEST(pawl::baselines::read_run(folder + "/run.json").series.front().sessions[0].size() ==
             3u);
  const std::string complaint = "/out: cannot be made: ";
  BOOST_TEST(contains(err.str(), complaint));
  BOOST_TEST(err.str().find(complaint) == err.str().rfind(complaint));
}

BOOST_AUTO_TEST_CASE(a_dashboard_says_where_it_is_only_once_all_of_it_runs,
                     *boost::unit_test::timeout(60)) {
  const pawl::tests::TemporaryDirectory directory;
  const pawl::tests::FewThreads limit(2);  // those that answer: none is left that watches the files
  const Outcome outcome = pawl_with({"serve", "--port", "0", "--repository",
                                     "https://example.org/o/r", directory.path().string()});
  BOOST_TEST(outcome.status == 4);
  BOOST_TEST(outcome.out == "");
  BOOST_TEST(contains(outcome.err,
                      "pawl: serve: this machine grants no thread to look at the "
                      "files, so that no page would show what is new ("),
             outcome.err);
}

BOOST_AUTO_TEST_CASE(nothing_in_a_file_speaks_to_the_terminal_or_the_log) {
  const pawl::tests::TemporaryDirectory directory;
  const std::string config = directory / "pawl.toml", run = directory / "run.json",
                    twice = directory / "twice.json", sink = directory / "sink.json";
  pawl::baselines::Run doubled = hostile_run();
  doubled.series.push_back(doubled.series.front());
  pawl::baselines::write_file(config, "");
  pawl::baselines::write_file(run, pawl::baselines::run_json(hostile_run()));
  pawl::baselines::write_file(twice, pawl::baselines::run_json(doubled));
  const std::vector<std::vector<std::string>> commands = {
      {"check", twice, "--config", config},
      {"import", twice, "-o", sink},
      {"import", run, "-o", sink, "--config", config},
      {"merge", run, run, "-o", sink},
      {"baseline", "update", run, "--anyway", "--config", config, "--reason", hostile},
      {"baseline", "list", "--config", config},
      {"baseline", "show", "--config", config},
      {"check", run, "--config", config},
      {hostile},
      {"run", hostile, "--config", config}};
  for (const std::vector<std::string>& arguments : commands) {
    const Outcome outcome = pawl_with(arguments);
    BOOST_TEST(outcome.status != 70);
    BOOST_TEST(is_inert(outcome.out), arguments.front() << ": " << outcome.out);
    BOOST_TEST(is_inert(outcome.err), arguments.front() << ": " << outcome.err);
  }
  BOOST_TEST(is_inert(pawl::tools::run_summary(hostile_run(), false, 0)));
}

BOOST_AUTO_TEST_SUITE_END()
