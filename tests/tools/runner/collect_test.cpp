#include "tools/runner/collect.hpp"

#include "baselines/error.hpp"
#include "baselines/text/shell_word.hpp"
#include "support/temporary_directory.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/runner/callgrind.hpp"
#include "tools/runner/process_metric.hpp"
#include "tools/runner/toolchain.hpp"

#include <boost/test/unit_test.hpp>
#include <signal.h>
#include <sys/resource.h>

#include <fstream>

using namespace pawl::tools;
using pawl::baselines::Benchmark;
using pawl::baselines::find;
using pawl::baselines::Run;
using pawl::baselines::shell_word;
using pawl::tests::TemporaryDirectory;

namespace {

Benchmark benchmark(const std::string& name, const std::string& shell) {
  Benchmark benchmark;
  benchmark.name = name;
  benchmark.shell = shell;
  benchmark.launches = 4;
  benchmark.warmup = 0;
  return benchmark;
}

Run collected(const std::vector<Benchmark>& benchmarks, const Watchers& watchers = {}) {
  return collect({benchmarks, {".", {{"PATH", "/usr/bin:/bin"}}}, 1}, Run{}, watchers);
}

std::size_t launches(const Run& run, const std::string& name, const std::string& metric) {
  const auto* series = find(run, name, metric);
  return series == nullptr ? 0 : series->sessions.at(0).size();
}

std::string contents(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(collect_)

BOOST_AUTO_TEST_CASE(each_launch_is_one_value_of_each_process_metric) {
  Benchmark warm = benchmark("warm", "true");
  warm.warmup = 2;
  const Run run = collected({benchmark("a", "true"), warm});
  for (const std::string name : {"a", "warm"})
    for (const std::string metric : {"wall_time", "user_time", "peak_memory", "page_faults"})
      BOOST_TEST(launches(run, name, metric) == 4u);
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(run.notes.empty());
}

BOOST_AUTO_TEST_CASE(of_what_is_known_of_a_process_wall_time_alone_is_judged_unasked) {
  for (const ProcessMetric& metric : process_metrics())
    BOOST_TEST(metric.is_secondary == (metric.name != "wall_time"), metric.name);
}

BOOST_AUTO_TEST_CASE(what_a_program_prints_is_not_mixed_with_what_is_known_of_its_process) {
  Benchmark printing = benchmark("b", "echo 7");
  for (const std::string name : {"wall_time", "peak_memory", "mine"}) {
    printing.metrics = {{"mine", "([0-9])", "", "s"}, {name, "([0-9])", "", "s"}};
    BOOST_CHECK_EXCEPTION(collected({printing}), pawl::Error, [&](const pawl::Error& error) {
      const bool is_named =
          std::string(error.what()).find('"' + name + "\" is taken") != std::string::npos;
      return error.fault == pawl::Fault::input && is_named;
    });
  }
}

BOOST_AUTO_TEST_CASE(a_failing_benchmark_gives_no_sample_and_stops_no_other) {
  const Run run =
      collected({benchmark("bad", "echo the reason >&2; exit 3"), benchmark("good", "true")});
  BOOST_TEST(launches(run, "good", "wall_time") == 4u);
  BOOST_TEST(find(run, "bad", "wall_time") == nullptr);
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].benchmark == "bad");
  BOOST_TEST(run.failures[0].reason ==
             "1 of 1 launches failed, the last: exited with status 3; its stderr ends: the reason");
}

BOOST_AUTO_TEST_CASE(no_benchmark_gets_pawls_own_secrets) {
  Benchmark nosy = benchmark("nosy", "env | grep 'secret\\|MINE\\|PGPASS' >&2; exit 1");
  nosy.setup = "test -z \"$GITHUB_TOKEN\"";
  nosy.environment = {{"PGPASSWORD", "named"}};
  const Environment environment = {{"PATH", "/usr/bin:/bin"},
                                   {"GITHUB_TOKEN", "secret"},
                                   {"SLACK_WEBHOOK_URL_FILE", "secret"},
                                   {"PGPASSWORD", "secret"},
                                   {"MINE", "kept"}};
  const Run run = collect({{nosy}, {".", environment}, 1}, Run{}, {});
  BOOST_REQUIRE(run.failures.size() == 1u);
  const std::string& reason = run.failures[0].reason;
  BOOST_TEST(reason.find("secret") == std::string::npos);
  BOOST_TEST(reason.find("MINE=kept") != std::string::npos);
  BOOST_TEST(reason.find("PGPASSWORD=named") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_command_of_the_toolchain_gets_pawls_own_secrets) {
  Run run;
  record_toolchain(run, {{"cc", "echo \"[$GITHUB_TOKEN]\""}}, ".",
                   {{"PATH", "/usr/bin:/bin"}, {"GITHUB_TOKEN", "secret"}});
  BOOST_TEST(run.machine.toolchain.at("cc").count("[]") == 1u);
}

BOOST_AUTO_TEST_CASE(one_bad_launch_among_good_ones_is_a_failure_and_no_sample) {
  const TemporaryDirectory directory;
  const std::string count = (directory / "count").string();
  const Run run =
      collected({benchmark("flaky", "echo x >> " + shell_word(count) + "; test $(wc -l < " +
                                        shell_word(count) + ") -ne 2")});
  BOOST_TEST(launches(run, "flaky", "wall_time") == 3u);
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason.starts_with("1 of 4 launches failed"));
}

BOOST_AUTO_TEST_CASE(a_launch_whose_output_cannot_be_read_is_a_failure_and_no_sample) {
  const TemporaryDirectory directory;
  const std::string count = (directory / "count").string();
  Benchmark flaky = benchmark("flaky", "echo x >> " + shell_word(count) + "; test $(wc -l < " +
                                           shell_word(count) + ") -ne 2 && echo 5 7 || echo 7");
  // The first is found each time: what is read of a bad launch is not kept.
  flaky.metrics = {{"always", "[0-9]+$", "", "s"}, {"found", "^([0-9]+) ", "", "s"}};
  const Run run = collected({flaky});
  for (const std::string metric : {"always", "found", "wall_time"})
    BOOST_TEST(launches(run, "flaky", metric) == 3u, metric);
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason.starts_with("1 of 4 launches failed"));
}

BOOST_AUTO_TEST_CASE(a_program_that_is_not_there_is_a_failure) {
  Benchmark absent = benchmark("absent", "");
  absent.command = {"./no-such-program"};
  const Run run = collected({absent, benchmark("good", "true")});
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason.find("was it built?") != std::string::npos);
  BOOST_TEST(launches(run, "good", "wall_time") == 4u);
}

BOOST_AUTO_TEST_CASE(an_expected_status_is_no_failure) {
  Benchmark odd = benchmark("odd", "exit 7");
  odd.expected_status = 7;
  BOOST_TEST(launches(collected({odd}), "odd", "wall_time") == 4u);
}

BOOST_AUTO_TEST_CASE(a_launch_whose_output_differs_is_a_failure_and_no_sample) {
  Benchmark checked = benchmark("checked", "echo first; echo sum: 42");
  checked.expect_output = "^sum: [0-9]+$";
  BOOST_TEST(launches(collected({checked}), "checked", "wall_time") == 4u);
  checked.shell = "echo sum: wrong";
  const Run run = collected({checked});
  BOOST_TEST(find(run, "checked", "wall_time") == nullptr);
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason ==
             "1 of 1 launches failed, the last: no line of its output matches ^sum: [0-9]+$; it "
             "ends: sum: wrong");
  checked.shell = "true";
  BOOST_TEST(collected({checked}).failures.at(0).reason.ends_with("it printed nothing"));
}

BOOST_AUTO_TEST_CASE(a_line_that_ends_as_on_windows_ends_where_its_text_does) {
  Benchmark checked = benchmark("checked", "printf 'sum: 42\\r\\nend\\r\\n'");
  checked.expect_output = "^sum: [0-9]+$";
  checked.metrics = {{"sum", "^sum: ([0-9]+)$", "", "1"}};
  const Run run = collected({checked});
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(launches(run, "checked", "sum") == 4u);
}

BOOST_AUTO_TEST_CASE(a_benchmark_has_its_own_environment_directory_and_input) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "there");
  std::ofstream(directory / "there/in.txt") << "from the file\n";
  Benchmark placed = benchmark("placed", "read line; echo \"$line $MINE $(basename \"$PWD\")\"");
  placed.environment = {{"MINE", "given"}};
  placed.directory = "there";
  placed.stdin_file = "there/in.txt";
  placed.expect_output = "^from the file given there$";
  placed.setup = placed.prepare = placed.teardown =
      "test \"$MINE $(basename \"$PWD\")\" = 'given there' && ! read line";
  const Run run =
      collect({{placed}, {directory.path(), {{"PATH", "/usr/bin:/bin"}}}, 1}, Run{}, {});
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(launches(run, "placed", "wall_time") == 4u);
}

BOOST_AUTO_TEST_CASE(a_hook_that_fails_is_told_and_its_launch_is_none) {
  for (const std::string hook : {"setup", "prepare", "teardown"}) {
    Benchmark hooked = benchmark("hooked", "true");
    (hook == "setup"     ? hooked.setup
     : hook == "prepare" ? hooked.prepare
                         : hooked.teardown) = "echo no luck >&2; exit 9";
    const Run run = collected({hooked});
    BOOST_TEST(launches(run, "hooked", "wall_time") == (hook == "teardown" ? 4u : 0u));
    BOOST_REQUIRE(run.failures.size() == 1u);
    BOOST_TEST(run.failures[0].reason.ends_with("its " + hook +
                                                " exited with status 9; its stderr ends: no luck"));
  }
}

BOOST_AUTO_TEST_CASE(a_teardown_that_cannot_be_run_is_told_and_stops_no_other) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "gone");
  Benchmark moving = benchmark("moving", "cd .. && rmdir gone");
  moving.directory = (directory / "gone").string();
  moving.launches = 1;
  Benchmark other = benchmark("other", "true");
  moving.teardown = other.teardown = "echo done >> " + shell_word((directory / "log").string());
  const Run run = collected({moving, other});
  BOOST_TEST(launches(run, "moving", "wall_time") == 1u);
  BOOST_TEST(contents(directory / "log") == "done\n");
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].reason.ends_with("its teardown: " + (directory / "gone").string() +
                                              ": no such directory to run in"));
}

BOOST_AUTO_TEST_CASE(what_a_setup_began_is_torn_down_and_that_it_failed_is_what_is_told) {
  const TemporaryDirectory directory;
  const std::string made = directory / "made", log = directory / "log";
  Benchmark half = benchmark("half", "true");
  half.setup = "touch " + shell_word(made) + "; echo no luck >&2; exit 9";
  half.teardown = "rm " + shell_word(made) + " && echo done >> " + shell_word(log) + "; exit 8";
  const Run run = collected({half});
  BOOST_TEST(contents(log) == "done\n");
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(
      run.failures[0].reason ==
      "1 of 1 launches failed, the last: its setup exited with status 9; its stderr ends: no "
      "luck");
}

BOOST_AUTO_TEST_CASE(what_was_set_up_is_torn_down_when_collecting_ends_in_an_error) {
  const TemporaryDirectory directory;
  Benchmark hooked = benchmark("hooked", "true");
  hooked.setup = "true";
  hooked.teardown = "echo done >> " + shell_word((directory / "log").string());
  Watchers watchers;
  watchers.block = [](const auto&) { throw pawl::Error(pawl::Fault::io, "the disk is full"); };
  BOOST_CHECK_THROW(collected({hooked}, watchers), pawl::Error);
  BOOST_TEST(contents(directory / "log") == "done\n");
}

BOOST_AUTO_TEST_CASE(printed_values_of_one_process_are_iterations_of_one_launch) {
  Benchmark csv =
      benchmark("csv", "printf 'benchmark,metric,unit,value\\na,latency,ms,1\\na,latency,ms,2\\n'");
  csv.import = "csv";
  const Run run = collected({csv});
  BOOST_REQUIRE(launches(run, "a", "latency") == 4u);
  BOOST_TEST((find(run, "a", "latency")->sessions[0][0] == std::vector<double>{0.001, 0.002}));
  BOOST_TEST(launches(run, "csv", "wall_time") == 0u);
}

BOOST_AUTO_TEST_CASE(printed_metrics_are_found_by_expression_or_pointer) {
  Benchmark printing = benchmark("p", "echo 'took 12.5 ms'; echo 'took 7 ms'");
  printing.metrics = {{"step", "took ([0-9.]+) ms", "", "ms"}};
  const Run run = collected({printing});
  BOOST_REQUIRE(launches(run, "p", "step") == 4u);
  BOOST_TEST((find(run, "p", "step")->sessions[0][0] == std::vector<double>{0.0125, 0.007}));
  printing.shell = "echo '{\"a\":[{\"b\":3}]}'";
  printing.metrics = {{"b", "", "/a/0/b"}};
  BOOST_TEST(find(collected({printing}), "p", "b")->sessions[0][0][0] == 3);
  printing.metrics = {{"c", "", "/a/1/b"}};
  BOOST_TEST(collected({printing}).failures.size() == 1u);
}

BOOST_AUTO_TEST_CASE(two_benchmarks_that_print_the_same_name_are_told) {
  Benchmark one = benchmark("one", "printf 'benchmark,value\\na,1\\n'");
  one.import = "csv";
  Benchmark two = one;
  two.name = "two";
  two.shell = "printf 'benchmark,value\\na,1\\nb,1\\n'";
  one.shell = two.shell;
  const Run run = collected({one, two});
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures[0].benchmark == "two");
  BOOST_TEST(run.failures[0].reason ==
             "prints value of a and 1 more, as another benchmark does; rename one");
  BOOST_TEST(launches(run, "a", "value") == 4u);
}

BOOST_AUTO_TEST_CASE(what_a_harness_has_no_name_for_is_called_as_in_the_configuration) {
  Benchmark one = benchmark("one", "echo 'time for request: 1us 2us 3us 4us 90%'");
  one.import = "h2load";
  Benchmark two = one;
  two.name = "two";
  Benchmark sample = benchmark("three", "echo '{\"iters\":[1,2],\"times\":[10,20]}'");
  sample.import = "criterion";
  const Run run = collected({one, two, sample});
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(launches(run, "one", "latency") == 4u);
  BOOST_TEST(launches(run, "two", "latency") == 4u);
  BOOST_TEST(launches(run, "three", "wall_time") == 4u);
}

// wrk, k6 and vegeta name what they load by its address; two loads of one have names of their own.
BOOST_AUTO_TEST_CASE(the_one_address_of_a_load_is_called_as_in_the_configuration) {
  Benchmark one = benchmark("one", "printf 'Running 2s test @ http://a/\\nRequests/sec: 5\\n'");
  one.import = "wrk";
  Benchmark two = one;
  two.name = "two";
  Benchmark both =
      benchmark("both",
                "for u in a b; do printf 'Running 2s test @ http://%s/\\nRequests/sec: "
                "5\\n' $u; done");
  both.import = "wrk";
  const Run run = collected({one, two, both});
  BOOST_TEST(run.failures.empty());
  for (const char* name : {"one", "two", "http://a/", "http://b/"})
    BOOST_TEST(launches(run, name, "throughput") == 4u);
}

BOOST_AUTO_TEST_CASE(a_benchmark_stops_once_its_interval_is_narrow) {
  Benchmark steady = benchmark("steady", "printf 'benchmark,value\\na,7\\n'");
  steady.import = "csv";
  steady.until = 0.01;
  steady.max_launches = 50;
  const std::size_t taken = launches(collected({steady}), "a", "value");
  BOOST_TEST(taken >= 6u);  // fewer bound no median at 95 %
  BOOST_TEST(taken < 10u);
  Benchmark wild = steady;
  wild.shell = "printf \"benchmark,value\\na,$(od -An -N2 -tu2 /dev/urandom | tr -d ' ')\\n\"";
  wild.max_launches = 12;
  BOOST_TEST(launches(collected({wild}), "a", "value") == 12u);
}

BOOST_AUTO_TEST_CASE(a_benchmark_stops_once_its_time_is_spent) {
  Benchmark slow = benchmark("slow", "sleep 0.05");
  slow.max_time = 0.02;
  BOOST_TEST(launches(collected({slow}), "slow", "wall_time") == 1u);
}

BOOST_AUTO_TEST_CASE(hooks_run_once_and_before_each) {
  const TemporaryDirectory directory;
  const std::string log = (directory / "log").string();
  Benchmark hooked = benchmark("hooked", "echo run >> " + shell_word(log));
  hooked.launches = 2;
  hooked.setup = "echo setup >> " + shell_word(log);
  hooked.prepare = "echo prepare >> " + shell_word(log);
  hooked.teardown = "echo teardown >> " + shell_word(log);
  BOOST_TEST(collected({hooked}).failures.empty());
  BOOST_TEST(contents(log) == "setup\nprepare\nrun\nprepare\nrun\nteardown\n");
}

// They prepare what is measured, and may need what a launch is denied.
BOOST_AUTO_TEST_CASE(conditions_are_those_of_launches_and_not_of_hooks) {
  const TemporaryDirectory directory;
  const std::string log = (directory / "log").string();
  Benchmark hooked = benchmark("hooked", "nice >> " + shell_word(log));
  hooked.launches = 1;
  hooked.setup = hooked.prepare = hooked.teardown = hooked.shell;
  Surroundings surroundings{".", {{"PATH", "/usr/bin:/bin"}}};
  surroundings.conditions.nice = 19;
  BOOST_TEST(collect({{hooked}, surroundings, 1}, Run{}, {}).failures.empty());
  const std::string ours = std::to_string(::getpriority(PRIO_PROCESS, 0)) + "\n";
  BOOST_TEST(contents(log) == ours + ours + "19\n" + ours);
}

BOOST_AUTO_TEST_CASE(instructions_are_the_same_each_time_and_more_for_more_work) {
  const Environment environment = pinned({{"PATH", "/usr/bin:/bin"}, {"JOB_NUMBER", "12345"}});
  BOOST_TEST(environment.count("JOB_NUMBER") == 0u);
  try {
    expect_valgrind(environment);
  } catch (const pawl::Error&) {
    BOOST_TEST_MESSAGE("no valgrind here: nothing is tested");
    return;
  }
  const auto counted = [&](Benchmark one, std::size_t warmup = 0) {
    one.launches = 2;
    one.warmup = warmup;
    return collect({{one}, {".", environment, {}, true}, 1}, Run{}, {});
  };
  // No shell's loop: a shell counts more the more digits its parent's number has, which wraps.
  const auto loop = [](const char* times) {
    Benchmark one = benchmark("counted", "");
    one.command = {"seq", times};
    return one;
  };
  const Run run = counted(loop("10000"));
  BOOST_TEST(find(run, "counted", "wall_time") == nullptr);
  const auto* instructions = find(run, "counted", "instructions");
  BOOST_REQUIRE(instructions != nullptr);
  for (const std::size_t warmup : {std::size_t{0}, std::size_t{1}}) {
    const Run again = counted(loop("10000"), warmup);
    BOOST_TEST((instructions->sessions == find(again, "counted", "instructions")->sessions));
  }
  BOOST_TEST(has_mark(*instructions, pawl::baselines::exact_mark));
  const double once = instructions->sessions[0].at(0).at(0);
  BOOST_TEST(instructions->sessions[0].at(1).at(0) == once);
  BOOST_TEST(find(counted(loop("20000")), "counted", "instructions")->sessions[0][0][0] >
             once * 1.3);
  BOOST_TEST(counted(benchmark("counted", "exit 3")).failures.size() == 1u);
}

// One that stops by itself may take what it needs to be narrow.
BOOST_AUTO_TEST_CASE(one_that_stops_by_itself_has_more_launches_to_do_so) {
  Benchmark fixed = benchmark("a", "true");
  fixed.max_launches = 500;
  BOOST_TEST(most_launches(fixed) == 4u);
  for (const bool by_time : {false, true}) {
    Benchmark open = benchmark("a", "true");
    (by_time ? open.max_time : open.until) = 0.1;
    BOOST_TEST(most_launches(open) == 200u);
    open.launches = 300;
    BOOST_TEST(most_launches(open) == 300u);
    open.max_launches = 7;
    BOOST_TEST(most_launches(open) == 7u);
  }
}

BOOST_AUTO_TEST_CASE(what_was_collected_is_shown_after_each_block) {
  std::vector<std::size_t> seen;
  collected({benchmark("a", "true"), benchmark("b", "true")},
            {.turn = {}, .block = [&](const auto& make) {
               const Run so_far = make();
               seen.push_back(launches(so_far, "a", "wall_time"));
               BOOST_TEST(so_far.notes.back().starts_with("incomplete: "));
             }});
  BOOST_TEST((seen == std::vector<std::size_t>{1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(an_interruption_within_a_hook_is_no_failure_and_what_was_set_up_is_torn_down) {
  const Interruption interruption;
  const TemporaryDirectory directory;
  const std::string log = directory / "log";
  Benchmark hooked = benchmark("hooked", "true");
  hooked.prepare = "echo prepare >> " + shell_word(log) + "; if [ $(wc -l < " + shell_word(log) +
                   ") = 3 ]; then kill -TERM " + std::to_string(::getpid()) + "; exec sleep 60; fi";
  hooked.teardown = "echo done >> " + shell_word(log);
  const Run run = collected({hooked});
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(launches(run, "hooked", "wall_time") == 2u);
  BOOST_TEST(run.notes.back() == "incomplete: ended after 2 of 4 launches");
  BOOST_TEST(contents(log) == "prepare\nprepare\nprepare\ndone\n");
}

BOOST_AUTO_TEST_CASE(what_an_interrupted_setup_began_is_torn_down_and_is_no_failure) {
  const Interruption interruption;
  const TemporaryDirectory directory;
  Benchmark hooked = benchmark("hooked", "true");
  hooked.setup = "kill -TERM " + std::to_string(::getpid()) + "; exec sleep 60";
  hooked.teardown = "echo done >> " + shell_word((directory / "log").string()) + "; exit 8";
  const Run run = collected({hooked});
  BOOST_TEST(run.failures.empty());
  BOOST_TEST(contents(directory / "log") == "done\n");
}

BOOST_AUTO_TEST_CASE(an_interruption_within_the_last_launch_leaves_the_run_incomplete) {
  const Interruption interruption;
  const TemporaryDirectory directory;
  const std::string begun = directory / "begun";
  const Run run = collected({benchmark(
      "a", "echo >> " + shell_word(begun) + "; if [ $(wc -l < " + shell_word(begun) +
               ") = 4 ]; then kill -TERM " + std::to_string(::getpid()) + "; exec sleep 60; fi")});
  BOOST_TEST(launches(run, "a", "wall_time") == 3u);
  BOOST_TEST_REQUIRE(run.notes.size() == 1u);
  BOOST_TEST(run.notes.front() == "incomplete: ended after 3 of 4 launches");
}

BOOST_AUTO_TEST_CASE(an_interruption_keeps_what_was_collected) {
  const Interruption interruption;
  const Run run = collected({benchmark("a", "true")},
                            {.turn =
                                 [](std::size_t done, std::size_t, const std::string&) {
                                   if (done == 2) ::raise(SIGTERM);
                                 },
                             .block = {}});
  BOOST_TEST(launches(run, "a", "wall_time") == 2u);
  BOOST_TEST(run.notes.back() == "incomplete: ended after 2 of 4 launches");
  BOOST_TEST(run.failures.empty());
}

BOOST_AUTO_TEST_SUITE_END()
