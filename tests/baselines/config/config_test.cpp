#include "baselines/config/config.hpp"

#include "baselines/error.hpp"
#include "baselines/importers/import.hpp"
#include "support/bad_input.hpp"
#include "support/complaint.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <string>

using namespace pawl::baselines;
using pawl::tests::Bad;
using pawl::tests::complaint_of;
using pawl::tests::refusal_of;
namespace data = boost::unit_test::data;

namespace {

std::string sentence_of(const std::string& text) {
  return refusal_of([&] { parse_config(text, "pawl.toml"); });
}

std::string with_benchmark(const std::string& line) {
  return "[[benchmark]]\nname = \"a\"\ncommand = [\"true\"]\n" + line;
}

const Bad bad_configs[] = {
    {"not TOML", "suite = \n", "pawl.toml:1:9: not TOML: expected value, saw '\\n'"},
    {"not UTF-8", "suite = \"\xff\"",
     "pawl.toml:1:10: expected UTF-8, found a byte that is not; save the file as UTF-8"},
    {"a suite that is no part of a path", "suite = \"../x\"",
     "pawl.toml:1:9: suite: expected a name of at most 100 letters, digits, and . - _ + that does "
     "not begin "
     "with a dot, found \"../x\""},
    {"a suite without a name", "suite = \"\"",
     "pawl.toml:1:9: suite: expected a name of at most 100 letters, digits, and . - _ + that does "
     "not begin "
     "with a dot, found \"\""},
    {"a testbed that is no part of a path", "testbed = \"a/b\"",
     "pawl.toml:1:11: testbed: expected a name of at most 100 letters, digits, and . - _ + that "
     "does not begin "
     "with a dot, found \"a/b\""},
    {"unknown key", "budgets = []",
     "pawl.toml:1:1: unknown key \"budgets\"; did you mean \"budget\"?"},
    {"unknown table", "[polcy]\nalpha = 1",
     "pawl.toml:1:2: unknown key \"polcy\"; did you mean \"policy\"?"},
    {"an alert of no kind", "[[alert]]\nname = \"a\"",
     "pawl.toml:1:1: [[alert]]: expected when, found none; write when = \"regression\""},
    {"an alert of an unknown kind", "[[alert]]\nwhen = \"regresion\"",
     "pawl.toml:2:8: [[alert]] when: expected one of \"budget-broken\", \"budget-unproven\", "
     "\"regression\", \"change\", \"missing\", \"stale-baseline\", \"noise\", found \"regresion\"; "
     "did you mean \"regression\"?"},
    {"an alert with a key of another kind", "[[alert]]\nwhen = \"regression\"\nabove = \"5%\"",
     "pawl.toml:1:1: [[alert]]: above: is for when = \"noise\" alone"},
    {"two alerts of one name", "[[alert]]\nwhen = \"noise\"\n[[alert]]\nwhen = \"noise\"",
     "pawl.toml:3:1: [[alert]]: the name \"noise\" is taken by an earlier one; give each its own: "
     "name = \"…\""},
    {"an alert after too many reports", "[[alert]]\nwhen = \"noise\"\nruns = 1001",
     "pawl.toml:3:8: [[alert]] runs: expected at most 1,000, found 1001"},
    {"an alert of changes too new to be told", "[[alert]]\nwhen = \"change\"\npoints = 2",
     "pawl.toml:3:10: [[alert]] points: expected at least 3, since no step is told sooner, found "
     "2"},
    {"an alert without a name", "[[alert]]\nwhen = \"noise\"\nname = \"\"",
     "pawl.toml:3:8: [[alert]] name: expected 1 to 100 bytes, found \"\""},
    {"unknown key far off", "zebra = 1", "pawl.toml:1:1: unknown key \"zebra\""},
    {"unknown key in a benchmark", with_benchmark("launchs = 3"),
     "pawl.toml:4:1: unknown key \"launchs\" in [[benchmark]]; did you mean \"launches\"?"},
    {"unknown key in policy", "[policy]\nthreshhold = \"2%\"",
     "pawl.toml:2:1: unknown key \"threshhold\" in [policy]; did you mean \"threshold\"?"},
    {"twice the same key", "suite = \"a\"\nsuite = \"b\"",
     "pawl.toml:2:9: not TOML: cannot redefine existing string 'suite'"},
    {"no name", "[[benchmark]]\ncommand = [\"true\"]",
     "pawl.toml:1:1: [[benchmark]]: expected a name, found none; write name = \"…\""},
    {"no command", "[[benchmark]]\nname = \"a\"",
     "pawl.toml:1:1: [[benchmark]]: expected one of command, shell and load, found none; write "
     "command = [\"./program\", \"argument\"]"},
    {"two ways to run", with_benchmark("shell = \"true\""),
     "pawl.toml:1:1: [[benchmark]]: expected one of command, shell and load, found several; write "
     "command = [\"./program\", \"argument\"]"},
    {"command as a string", "[[benchmark]]\nname = \"a\"\ncommand = \"true\"",
     "pawl.toml:3:11: [[benchmark]] command: expected a list of strings, found \"true\"; write "
     "command = [\"program\", \"argument\"], or shell = \"…\""},
    {"same name twice", with_benchmark("") + with_benchmark(""),
     "pawl.toml:4:1: [[benchmark]]: the name \"a\" is taken by an earlier one; give each its own"},
    {"one table for many", "[benchmark]\nname = \"a\"",
     "pawl.toml:1:1: benchmark: expected a list of tables, found a table; write [[benchmark]]"},
    {"launches", with_benchmark("launches = 0"),
     "pawl.toml:4:12: [[benchmark]] launches: expected a whole number from 1 to 1000000, found 0"},
    {"launches that fill the memory", with_benchmark("launches = 999999999"),
     "pawl.toml:4:12: [[benchmark]] launches: expected a whole number from 1 to 1000000, found "
     "999999999"},
    {"warm-up without end", with_benchmark("warmup = 1000001"),
     "pawl.toml:4:10: [[benchmark]] warmup: expected a whole number from 0 to 1000000, found "
     "1000001"},
    {"launches at most", with_benchmark("max_launches = 1000001"),
     "pawl.toml:4:16: [[benchmark]] max_launches: expected a whole number from 1 to 1000000, found "
     "1000001"},
    {"more points than any history has", "[[alert]]\nwhen = \"change\"\npoints = 1000000001",
     "pawl.toml:3:10: [[alert]] points: expected a whole number from 1 to 1000000000, found "
     "1000000001"},
    {"launches no number", with_benchmark("launches = \"many\""),
     "pawl.toml:4:12: [[benchmark]] launches: expected a whole number from 1 to 1000000, found "
     "\"many\""},
    {"timeout", with_benchmark("timeout = \"10 parsecs\""),
     "pawl.toml:4:11: [[benchmark]] timeout: expected a time such as \"10s\" or \"500ms\", found "
     "\"10 parsecs\""},
    {"a variable that C would cut off", with_benchmark("env = { A = \"x\\u0000y\" }"),
     "pawl.toml:4:7: [[benchmark]] env: expected strings without NUL, found a table"},
    {"env", with_benchmark("env = { A = 1 }"),
     "pawl.toml:4:7: [[benchmark]] env: expected a table of strings only, found a table; put the "
     "value in quotes"},
    {"env of no name", with_benchmark("env = { \"A=B\" = \"1\" }"),
     "pawl.toml:4:7: [[benchmark]] env: expected names of variables without =, and not empty, "
     "found a table"},
    {"metrics in one table", with_benchmark("metrics = { name = \"a\" }"),
     "pawl.toml:4:11: [[benchmark]] metrics: expected a list of tables, found a table; write "
     "metrics = [{ … }]"},
    {"load in words", with_benchmark("load = \"http://a\""),
     "pawl.toml:4:8: [[benchmark]] load: expected a table, found \"http://a\"; write load = { … "
     "}"},
    {"only of nothing", with_benchmark("import = \"go\"\nonly = []"),
     "pawl.toml:1:1: [[benchmark]]: only: expected a command or a line for the shell, found none; "
     "leave it out"},
    {"only of no line", with_benchmark("import = \"go\"\nonly = \"\""),
     "pawl.toml:1:1: [[benchmark]]: only: expected a command or a line for the shell, found none; "
     "leave it out"},
    {"import", with_benchmark("import = \"hyprfine\""),
     "pawl.toml:4:10: [[benchmark]] import: expected a name Pawl knows (FORMAT.md lists them), "
     "found "
     "\"hyprfine\"; did you mean \"hyperfine\"?"},
    {"alpha", "[policy]\nalpha = \"150%\"",
     "pawl.toml:2:9: [policy] alpha: expected a rate from 1e-06 to 0.5, found \"150%\""},
    {"alpha that nothing reaches", "[policy]\nalpha = 1e-300",
     "pawl.toml:2:9: [policy] alpha: expected a rate from 1e-06 to 0.5, found 1e-300"},
    {"floor below 0", "[policy]\nabsolute_floor = \"-1ms\"",
     "pawl.toml:2:18: [policy] absolute_floor: expected a value of 0 or more, found \"-1ms\""},
    {"confidence of nothing", "[policy]\nconfidence = 1e-300",
     "pawl.toml:2:14: [policy] confidence: expected a rate from 0.5 to 0.999999, found 1e-300"},
    {"alpha in percent", "[policy]\nalpha = 5",
     "pawl.toml:2:9: [policy] alpha: expected a part such as \"2%\" or 0.02, found 5; write \"5%\" "
     "or 0.05"},
    {"threshold in percent", "[policy]\nthreshold = 2",
     "pawl.toml:2:13: [policy] threshold: expected a part such as \"2%\" or 0.02, found 2; write "
     "\"2%\" or 0.02"},
    {"threshold in percent, as text", "[policy]\nthreshold = \"2\"",
     "pawl.toml:2:13: [policy] threshold: expected a part such as \"2%\" or 0.02, found \"2\"; "
     "write \"2%\" or 0.02"},
    {"threshold that nothing crosses", "[policy]\nthreshold = \"1e5%\"",
     "pawl.toml:2:13: [policy] threshold: expected a part such as \"2%\" or 0.02, found \"1e5%\""},
    {"noise in percent", "[[alert]]\nwhen = \"noise\"\nabove = 10.0",
     "pawl.toml:3:9: [[alert]] above: expected a part such as \"2%\" or 0.02, found 10; write "
     "\"10%\" or 0.1"},
    {"threshold", "[policy]\nthreshold = \"2ms\"",
     "pawl.toml:2:13: [policy] threshold: expected a part such as \"2%\" or 0.02, found \"2ms\""},
    {"correction", "[policy]\ncorrection = \"bonferroni\"",
     "pawl.toml:2:14: [policy] correction: expected one of \"none\", \"benjamini-hochberg\", "
     "\"holm\", found \"bonferroni\""},
    {"inconclusive", "[policy]\ninconclusive = \"ignore\"",
     "pawl.toml:2:16: [policy] inconclusive: expected one of \"fail\", \"warn\", found \"ignore\""},
    {"budget without limits", "[[budget]]\nbenchmark = \".*\"",
     "pawl.toml:1:1: [[budget]]: expected a limit, found none; write p95 = \"200ms\", say"},
    {"budget without benchmark", "[[budget]]\nmean = \"1ms\"",
     "pawl.toml:1:1: [[budget]]: expected a benchmark, found none; write benchmark = \".*\" for "
     "all"},
    {"budget regex", "[[budget]]\nbenchmark = \"(\"\nmean = \"1ms\"",
     "pawl.toml:2:13: [[budget]] benchmark: expected a regular expression, found \"(\"; escape "
     "what is meant literally with \\\\"},
    {"endless budget", "[[budget]]\nbenchmark = \"a\"\nmean = inf",
     "pawl.toml:3:8: [[budget]] mean: expected a finite number, found inf"},
    {"budget limit", "[[budget]]\nbenchmark = \"a\"\nmean = \"fast\"",
     "pawl.toml:3:8: [[budget]] mean: expected a value with its unit such as \"100ms\" or \"64 "
     "MiB\", found \"fast\""},
    {"load without url", "[[benchmark]]\nname = \"a\"\nload = { method = \"GET\" }",
     "pawl.toml:3:8: load: expected a url, found none; write url = \"http://…\""},
    {"load at a rate and in turns",
     "[[benchmark]]\nname = \"a\"\nload = { url = \"http://a\", rate = 9, concurrency = [9] }",
     "pawl.toml:3:8: load: expected a rate or a concurrency, found both; leave one out"},
    {"load of two bodies",
     "[[benchmark]]\nname = \"a\"\nload = { url = \"http://a\", body = \"x\", body_file = \"y\" }",
     "pawl.toml:3:8: load: expected body or body_file, found both; leave one out"},
    {"a status that no process ends with", with_benchmark("expected_status = 256"),
     "pawl.toml:4:19: [[benchmark]] expected_status: expected a whole number from 0 to 255, found "
     "256"},
    {"load in words", "[[benchmark]]\nname = \"a\"\nload = { url = \"http://a\", http2 = \"yes\" }",
     "pawl.toml:3:36: load http2: expected true or false, found \"yes\""},
    {"concurrency of nothing",
     "[[benchmark]]\nname = \"a\"\nload = { url = \"http://a\", concurrency = [5, 0] }",
     "pawl.toml:3:42: load concurrency: expected a list of whole numbers, each from 1 to "
     "1000000, found a "
     "list"},
    {"service that is not started", with_benchmark("service = { ready = \"http://a\" }"),
     "pawl.toml:4:11: service: expected one of command and shell; say how the service is started"},
    {"service started twice", with_benchmark("service = { command = [\"a\"], shell = \"a\" }"),
     "pawl.toml:4:11: service: expected one of command and shell; say how the service is started"},
    {"metric without a name", with_benchmark("metrics = [{ regex = \"(.*)\" }]"),
     "pawl.toml:4:12: metrics: expected a name, found none"},
    {"metric", with_benchmark("metrics = [{ name = \"m\" }]"),
     "pawl.toml:4:12: metrics: expected one of regex and json_pointer"},
    {"metric's regex", with_benchmark("metrics = [{ name = \"m\", regex = \"(\" }]"),
     "pawl.toml:4:11: [[benchmark]] metrics: expected a regular expression, found a list; escape "
     "what is meant literally with \\\\"},
    {"expected output", with_benchmark("expect_output = \"(\""),
     "pawl.toml:4:17: [[benchmark]] expect_output: expected a regular expression, found \"(\"; "
     "escape what is meant literally with \\\\"},
    {"matrix of other things", with_benchmark("matrix = { size = [1.5] }"),
     "pawl.toml:4:19: matrix size: expected a list of strings and whole numbers only, found a "
     "list; "
     "put other values in quotes"},
    {"matrix that is none", with_benchmark("matrix = [1]"),
     "pawl.toml:4:10: [[benchmark]] matrix: expected a table, found a list; write matrix = { … }"},
    {"parameter not in the name", with_benchmark("matrix = { size = [1] }"),
     "pawl.toml:1:1: [[benchmark]]: matrix: expected {size} in the name, so that each value has "
     "its "
     "own; write name = \"a/{size}\""},
    {"parameter used nowhere",
     "[[benchmark]]\nname = \"a/{size}\"\ncommand = [\"echo\", \"{siz}\"]\nmatrix = { size = [1] }",
     "pawl.toml:1:1: [[benchmark]]: matrix: expected {size} in the command too, found it in the "
     "name "
     "only"},
    {"parameter without values", with_benchmark("matrix = { size = [] }"),
     "pawl.toml:1:1: [[benchmark]]: matrix: expected values of size, found none"},
    {"parameter with a brace", with_benchmark("matrix = { \"a}\" = [1] }"),
     "pawl.toml:1:1: [[benchmark]]: matrix: expected a parameter of letters, digits, _ and -, "
     "found "
     "\"a}\""},
    {"a history that is neither place nor rule", "history = 3",
     "pawl.toml:1:11: history: expected a string, found 3"},
    {"a time without a unit", "[history]\nkeep_runs = 90",
     "pawl.toml:2:13: [history] keep_runs: expected a time from a day to 100,000 days such as "
     "\"90d\", found 90"},
    {"a word for nothing", "[history]\nkeep_run = \"90d\"",
     "pawl.toml:2:1: unknown key \"keep_run\" in [history]; did you mean \"keep_runs\"?"},
    {"less than a day", "[history]\nkeep_samples = \"23h\"",
     "pawl.toml:2:16: [history] keep_samples: expected a time from a day to 100,000 days such as "
     "\"90d\", found \"23h\""},
    {"no public key", "[signing]\nkeys = { release = \"MCow\" }",
     "pawl.toml:1:1: [signing]: keys.release: expected an Ed25519 public key, 60 characters of "
     "base64; `openssl pkey -in key.pem -pubout` shows it"},
    {"no key to demand", "[signing]\nrequired = true",
     "pawl.toml:1:1: [signing]: expected keys, found none; write keys = { release = \"MCow…\" }"},
    {"the same value twice",
     "[[benchmark]]\nname = \"a/{n}\"\ncommand = [\"echo\", \"{n}\"]\nmatrix = { n = [1, 1] }",
     "pawl.toml:1:1: [[benchmark]]: the name \"a/1\" is taken by an earlier one; give each its "
     "own"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(config)

BOOST_DATA_TEST_CASE(a_bad_configuration_is_refused_with_its_place, data::make(bad_configs), c) {
  BOOST_TEST(sentence_of(c.text) == c.sentence);
}

BOOST_AUTO_TEST_CASE(a_bound_itself_is_within) {
  const auto is_read = [](const std::string& text) {
    return complaint_of([&] { parse_config(text, "f"); }).empty();
  };
  const auto nice = [&](int by) { return is_read("[run]\nnice = " + std::to_string(by)); };
  BOOST_TEST((nice(-20) && nice(19)));
  BOOST_TEST((!nice(-21) && !nice(20)));
  BOOST_TEST(is_read("[run]\nseed = 9223372036854775807"));  // as --seed takes it
  const auto keeps = [&](const std::string& days) {
    return is_read("[history]\nkeep_runs = \"" + days + "d\"");
  };
  BOOST_TEST((keeps("1") && keeps("100000")));
  BOOST_TEST(!keeps("100001"));
  const auto alert = [&](const std::string& line) {
    return is_read("[[alert]]\nwhen = \"noise\"\n" + line);
  };
  BOOST_TEST(alert("name = \"" + std::string(100, 'a') + "\""));
  BOOST_TEST(!alert("name = \"" + std::string(101, 'a') + "\""));
  BOOST_TEST(alert("runs = 1000"));
  const auto clients = [&](const std::string& count) {
    return is_read("[[benchmark]]\nname = \"a\"\nload = { url = \"http://a\", concurrency = [" +
                   count + "] }");
  };
  BOOST_TEST((clients("1") && clients("1000000")));
  BOOST_TEST((!clients("0") && !clients("1000001")));
  BOOST_TEST((is_read(with_benchmark("timeout = 0")) && !is_read(with_benchmark("timeout = -1"))));
}

BOOST_AUTO_TEST_CASE(no_table_takes_a_key_it_does_not_know) {
  for (const std::string& table :
       {std::string(""), std::string("[policy]\n"), std::string("[run]\n"),
        std::string("[signing]\nkeys.a = \"MCowBQYDK2VwAyEA" + std::string(43, 'A') + "=\"\n"),
        std::string("[history]\n"), std::string("[[alert]]\nwhen = \"noise\"\n"),
        std::string("[[budget]]\nbenchmark = \"a\"\nmean = \"1s\"\n"), with_benchmark(""),
        with_benchmark("[benchmark.service]\nshell = \"a\"\n"),
        with_benchmark("[[benchmark.metrics]]\nname = \"a\"\nregex = \"(.*)\"\n"),
        std::string("[[benchmark]]\nname = \"a\"\n[benchmark.load]\nurl = \"http://a\"\n")}) {
    const std::string said = sentence_of(table + "zebra = 1\n");
    BOOST_TEST(said.find("unknown key \"zebra\"") != std::string::npos, table + said);
  }
}

BOOST_AUTO_TEST_CASE(the_history_is_a_place_or_a_table_with_a_rule) {
  BOOST_TEST(parse_config("history = \"h.sqlite\"", "f").history == "h.sqlite");
  BOOST_TEST((parse_config("history = \"h.sqlite\"", "f").history_rule == HistoryRule{}));
  const Config config = parse_config(
      "[history]\nplace = \"h.sqlite\"\nkeep_samples = \"30d\"\nkeep_runs = \"1000d\"", "f");
  BOOST_TEST(config.history == "h.sqlite");
  BOOST_TEST((config.history_rule ==
              HistoryRule{.keep_samples = 30 * 86'400.0, .keep_runs = 1000 * 86'400.0}));
}

BOOST_AUTO_TEST_CASE(the_contract_s_example_is_read) {
  const Config config = parse_config(R"([[benchmark]]
name = "token/small"
command = ["./build/pawl-token", "bench", "--size", "100"]
launches = 20
[[benchmark]]
name = "token/service"
load = { url = "http://127.0.0.1:8080/x", method = "POST", body_file = "token.json", concurrency = [1, 5, 10, 20], duration = "10s" }
service = { command = ["./build/pawl-token", "serve", "--port", "8080"], ready = "http://127.0.0.1:8080/healthz" }
[[benchmark]]
name = "core"
command = ["./build/bench", "--benchmark_format=json"]
import = "google-benchmark"
until = "1%"
max_launches = 100
max_time = "5min"
[policy]
alpha = 0.01
threshold = "3%"
inconclusive = "warn"
statistic = "p95"
[[budget]]
benchmark = "token/.*"
metric = "latency"
mean = "100ms"
p95 = "200ms"
)",
                                     "pawl.toml");
  BOOST_TEST(config.benchmarks.size() == 3u);
  BOOST_TEST(config.benchmarks[0].command.size() == 4u);
  BOOST_TEST(config.benchmarks[0].place == "pawl.toml:1:1");
  const std::vector<std::size_t> concurrency = {1, 5, 10, 20};
  BOOST_TEST(config.benchmarks[1].load->concurrency == concurrency);
  BOOST_TEST(config.benchmarks[1].load->duration == 10);
  BOOST_TEST(config.benchmarks[1].launches == 5u);  // a load's default
  BOOST_TEST(config.benchmarks[1].warmup == 0u);
  BOOST_TEST(config.benchmarks[1].service->ready == "http://127.0.0.1:8080/healthz");
  BOOST_TEST(config.benchmarks[2].import == "google-benchmark");
  BOOST_TEST(*config.benchmarks[2].until == 0.01);
  BOOST_TEST(*config.benchmarks[2].max_launches == 100u);
  BOOST_TEST(*config.benchmarks[2].max_time == 300);
  BOOST_TEST(config.policy.threshold == 0.03);
  BOOST_TEST((config.policy.statistic == pawl::stats::Statistic::p95));
  BOOST_TEST(config.inconclusive_is_a_warning);
  BOOST_TEST(config.budgets[0].limits.size() == 2u);
  BOOST_TEST(config.budgets[0].limits[1].statistic == "p95");
  BOOST_TEST(config.budgets[0].limits[1].value == 0.2);
  BOOST_TEST(config.budgets[0].limits[1].unit == "s");
}

BOOST_AUTO_TEST_CASE(an_empty_configuration_has_the_defaults) {
  const Config config = parse_config("", "pawl.toml");
  BOOST_TEST(config.suite == "default");
  BOOST_TEST(config.benchmarks.empty());
  BOOST_TEST(config.policy.alpha == 0.01);
  BOOST_TEST(!config.inconclusive_is_a_warning);
}

// JMH's forks, hyperfine's runs and pyperf's processes are launches, and warmed up, already.
BOOST_AUTO_TEST_CASE(a_harness_that_launches_by_itself_is_launched_once) {
  for (const std::string format : {"hyperfine", "jmh", "pyperf"}) {
    const std::string benchmark = with_benchmark("import = \"" + format + "\"\n");
    const Benchmark once = parse_config(benchmark, "f").benchmarks.at(0);
    BOOST_TEST(once.launches == 1u);
    BOOST_TEST(once.warmup == 0u);
    BOOST_TEST(once.timeout == 6000);
    const std::string said = benchmark + "launches = 3\nwarmup = 2\ntimeout = \"5h\"\n";
    const Benchmark told = parse_config(said, "f").benchmarks.at(0);
    BOOST_TEST(told.launches == 3u);
    BOOST_TEST(told.warmup == 2u);
    BOOST_TEST(told.timeout == 18000);
  }
  const Benchmark go = parse_config(with_benchmark("import = \"go\"\n"), "f").benchmarks.at(0);
  BOOST_TEST(go.launches == 20u);
  BOOST_TEST(go.timeout == 300);
}

// A benchmark that has one of these is judged by them alone: in modes avgt and ss by its wall_time,
// however much the first shot took, if single_shot_time were not among them.
BOOST_AUTO_TEST_CASE(what_jmh_measures_in_any_mode_is_judged) {
  const Run run = read_run(std::filesystem::path(PAWL_OUTPUTS) / "jmh-modes.json");
  const std::vector<std::string> judged = Config{}.metrics;
  for (const char* metric : {"throughput", "wall_time", "sample_time", "single_shot_time"}) {
    BOOST_TEST((std::ranges::find(judged, metric) != judged.end()), metric);
    BOOST_TEST((std::ranges::find(run.series, metric, &Series::metric) != run.series.end()),
               metric);
  }
}

BOOST_AUTO_TEST_CASE(what_a_benchmark_prints_is_judged_unless_told_otherwise) {
  const std::string printed =
      with_benchmark("metrics = [{ name = \"ticks\", regex = \"ticks: (.*)\" }]\n");
  const auto judged = [](const Config& config) {
    return std::find(config.metrics.begin(), config.metrics.end(), "ticks") != config.metrics.end();
  };
  BOOST_TEST(judged(parse_config(printed, "f")));
  BOOST_TEST(!judged(parse_config(printed + "[policy]\nmetrics = [\"wall_time\"]\n", "f")));
}

BOOST_AUTO_TEST_SUITE_END()
