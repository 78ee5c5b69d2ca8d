#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/runner/observation.hpp"
#include "tools/runner/printed_metric.hpp"
#include "tools/runner/shard.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pawl::tools;
using pawl::baselines::Machine;
using pawl::baselines::write_file;
using pawl::tests::TemporaryDirectory;

BOOST_AUTO_TEST_SUITE(shard)

BOOST_AUTO_TEST_CASE(each_benchmark_is_in_exactly_one_part) {
  for (std::size_t count = 1; count < 6; ++count)
    for (int name = 0; name < 50; ++name) {
      std::size_t parts = 0;
      for (std::size_t index = 1; index <= count; ++index)
        parts += contains({index, count}, "benchmark/" + std::to_string(name));
      BOOST_TEST(parts == 1u);
    }
}

BOOST_AUTO_TEST_CASE(no_part_of_a_large_suite_is_empty) {
  std::vector<int> sizes(4, 0);
  for (int name = 0; name < 400; ++name)
    for (std::size_t index = 1; index <= 4; ++index)
      sizes[index - 1] += contains({index, 4}, "b" + std::to_string(name));
  for (const int size : sizes) BOOST_TEST(size > 50);
}

// Parts that machines with several versions of Pawl measure are the whole. The hash is FNV-1a, as
// its authors' test vectors have it.
BOOST_AUTO_TEST_CASE(a_benchmark_is_in_the_same_part_for_every_version) {
  for (std::size_t count = 1; count < 1000; ++count) {
    BOOST_TEST(contains({0x85944171f73967e8 % count + 1, count}, "foobar"));
    BOOST_TEST(contains({0xaf63dc4c8601ec8c % count + 1, count}, "a"));
  }
}

BOOST_AUTO_TEST_CASE(only_a_part_that_exists_is_read) {
  BOOST_TEST(parse_shard("2/3").index == 2u);
  for (const std::string wrong : {"", "1", "0/2", "3/2", "1/0", "a/b", "1/2x", "1/2/3"})
    BOOST_CHECK_THROW(parse_shard(wrong), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(observation)

BOOST_AUTO_TEST_CASE(what_harms_is_told_with_its_remedy) {
  const TemporaryDirectory root;
  write_file(root / "proc/sys/kernel/randomize_va_space", "0\n");
  write_file(root / "sys/devices/system/cpu/intel_pstate/no_turbo", "0\n");
  write_file(root / "proc/stat", "cpu 50 0 40 0 0 0 0 10 0 0\n");
  write_file(root / "sys/fs/cgroup/cpu.max", "50000 100000\n");
  Machine machine;
  machine.cpu_model = "Test";
  machine.cores = 4;
  machine.load = 1.3;  // 0.3 a core
  machine.governor = "powersave";
  std::vector<std::string> harmful;
  for (const Observation& one : observe(machine, root.path())) {
    if (one.is_harmful) harmful.push_back(one.subject);
    BOOST_TEST(one.is_harmful == !one.remedy.empty());
  }
  BOOST_TEST((harmful == std::vector<std::string>{"load", "frequency governor", "turbo",
                                                  "time stolen by the host",
                                                  "CPU quota of the container"}));
}

BOOST_AUTO_TEST_CASE(a_run_keeps_what_harms_as_a_list_and_nothing_where_nothing_does) {
  pawl::baselines::Run run;
  record(run, {{"load", "0.1", false, ""}});
  BOOST_TEST(run.unknown.empty());
  record(run,
         {{"load", "9 \"x\"", true, "wait"}, {"turbo", "off", false, ""}, {"b", "on", true, ""}});
  BOOST_REQUIRE(run.unknown.size() == 1u);
  BOOST_TEST(run.unknown.front().first == "surroundings");
  BOOST_TEST(run.unknown.front().second == R"(["load: 9 \"x\"","b: on"])");
}

BOOST_AUTO_TEST_CASE(what_the_kernel_does_not_tell_is_left_out) {
  const TemporaryDirectory root;
  Machine quiet;
  quiet.cores = 2;
  quiet.load = 0.5;
  for (const Observation& one : observe(quiet, root.path())) BOOST_TEST(!one.is_harmful);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(progress)

BOOST_AUTO_TEST_CASE(a_log_gets_a_line_every_ten_seconds_and_no_control_characters) {
  std::ostringstream out, err;
  std::chrono::steady_clock::time_point now{};
  Console console{.out = out, .err = err, .stopwatch = [&] { return now; }};
  {
    Progress progress(console, "100 launches");
    for (std::size_t done = 0; done < 100; ++done, now += std::chrono::seconds(1))
      progress.step(done, 100, "a");
  }
  const std::string text = err.str();
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 10);
  BOOST_TEST(text.find('\r') == std::string::npos);
  BOOST_TEST(text.starts_with("100 launches\n10 of 100, 1 min 30 s left\n"));
}

BOOST_AUTO_TEST_CASE(a_duration_is_as_long_as_it_says) {
  const std::vector<std::pair<double, std::string>> all = {
      {0, "0 s"},           {59.4, "59 s"},       {59.6, "1 min 0 s"},     {119, "1 min 59 s"},
      {3'600, "1 h 0 min"}, {7'384, "2 h 3 min"}, {360'000, "100 h 0 min"}};
  for (const auto& [seconds, text] : all) BOOST_TEST(rough_duration(seconds) == text);
}

BOOST_AUTO_TEST_CASE(a_terminal_gets_one_line_that_is_cleared) {
  std::ostringstream out, err;
  Console console{.out = out, .err = err, .err_is_terminal = true, .width = 40};
  {
    Progress progress(console, "launches");
    progress.step(1, 2, "\033[2J" + std::string(200, 'n'));
  }
  BOOST_TEST(err.str().ends_with("\r\x1b[K"));
  const std::string line = err.str().substr(err.str().find('\r') + 1);
  BOOST_TEST(line.substr(0, line.find('\033')) == "[##########          ] 1 of 2, 0 s lef…");
}

BOOST_AUTO_TEST_CASE(github_groups_the_lines_and_quiet_says_nothing) {
  std::ostringstream out, err;
  Console console{.out = out, .err = err, .environment = {{"GITHUB_ACTIONS", "true"}}};
  { const Progress progress(console, "launches"); }
  BOOST_TEST(err.str() == "::group::pawl run\nlaunches\n::endgroup::\n");
  err.str("");
  { const Progress progress(console, "::error::a benchmark's name"); }
  BOOST_TEST(err.str().find("\n::error") == std::string::npos, err.str());
  err.str("");
  console.quiet = true;
  {
    Progress progress(console, "launches");
    progress.step(1, 2, "a");
  }
  BOOST_TEST(err.str() == "");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(printed_metric)

BOOST_AUTO_TEST_CASE(a_line_too_long_for_the_matcher_is_passed_over) {
  std::string text(10'000'000, 'x');
  text += "\ntime 5\n";
  const auto series = printed_series({"t", "([0-9]+)", "", "s"}, "b", "5\n");
  BOOST_TEST(series.unit == "s");
  BOOST_TEST((printed_series({"t", "time ([0-9]+)", "", "ms"}, "b", text).sessions[0][0] ==
              std::vector<double>{0.005}));
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_an_error_with_its_name) {
  BOOST_CHECK_THROW(printed_series({"t", "nothing", "", "s"}, "b", "some text"), pawl::Error);
  BOOST_CHECK_THROW(printed_series({"t", "(some)", "", "s"}, "b", "some text"), pawl::Error);
  BOOST_CHECK_THROW(printed_series({"t", "", "/a", "s"}, "b", "{\"a\":\"x\"}"), pawl::Error);
  BOOST_CHECK_THROW(printed_series({"t", "", "/a", "s"}, "b", "no JSON"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(values_come_to_base_units_as_those_of_importers_do) {
  BOOST_TEST(printed_series({"t", "[0-9]+", "", "ns"}, "b", "3\n").sessions[0][0][0] == 3e-9);
  BOOST_TEST(printed_series({"t", "", "/a", "ms"}, "b", "{\"a\":7}").sessions[0][0][0] == 7e-3);
}

BOOST_AUTO_TEST_CASE(a_value_that_is_infinite_in_its_base_unit_is_none) {
  BOOST_CHECK_THROW(printed_series({"t", "[0-9e]+", "", "GB"}, "b", "1e308\n"), pawl::Error);
  BOOST_CHECK_THROW(printed_series({"t", "", "/a", "GB"}, "b", "{\"a\":1e308}"), pawl::Error);
  BOOST_CHECK_THROW(printed_series({"t", "", "/a", "x"}, "b", "{\"a\":1e999}"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(what_is_said_to_be_exact_is_marked) {
  pawl::baselines::PrintedMetric size{"size", "size ([0-9]+)", "", "B"};
  BOOST_TEST(!has_mark(printed_series(size, "b", "size 5\n"), pawl::baselines::exact_mark));
  size.is_exact = true;
  BOOST_TEST(has_mark(printed_series(size, "b", "size 5\n"), pawl::baselines::exact_mark));
}

BOOST_AUTO_TEST_SUITE_END()
