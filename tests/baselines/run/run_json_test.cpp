#include "baselines/run/run_json.hpp"

#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/text/json_document.hpp"
#include "support/bad_input.hpp"
#include "support/for_all.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdint>
#include <cstring>
#include <string>

using namespace pawl::baselines;
using pawl::tests::Bad;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::refusal_of;
namespace data = boost::unit_test::data;

namespace {

/// A run whose file is one line, with `series` and `more` fields in it.
std::string with_series(const std::string& series, const std::string& more = "") {
  return R"({"format":"pawl-run","version":1)" + more + R"(,"series":[)" + series + "]}";
}

std::string with_samples(const std::string& samples, const std::string& more = "") {
  return with_series(R"({"benchmark":"a","samples":)" + samples + more + "}");
}

std::string sentence_of(const std::string& text) {
  return refusal_of([&] { parse_run(text, "f"); });
}

std::string any_text(Gen& gen) {
  static const std::vector<std::string> pieces = {"a",         "token/small", "\"", "\\", "\n",
                                                  "\x01",      "µ",           "€",  "😀",  " ",
                                                  "</script>", "\x7f",        "",   ","};
  std::string text;
  for (std::size_t n = gen.size(0, 4); n > 0; --n) text += pieces[gen.size(0, pieces.size() - 1)];
  return text;
}

/// Any finite double, from its bits.
double any_number(Gen& gen) {
  for (;;) {
    const std::uint64_t bits = gen.engine()();
    double number = 0;
    std::memcpy(&number, &bits, sizeof number);
    if (std::isfinite(number)) return gen.coin() ? number : std::round(gen.real(-9, 9));
  }
}

Machine any_machine(Gen& gen) {
  Machine machine{any_text(gen),
                  static_cast<int>(gen.size(0, 256)),
                  any_number(gen),
                  any_text(gen),
                  any_text(gen),
                  any_text(gen),
                  any_text(gen),
                  any_text(gen),
                  any_number(gen),
                  {},
                  {}};
  if (gen.coin()) machine.toolchain = {{any_text(gen), {"1.2", "1.3"}}, {"g++", {"12.2"}}};
  if (gen.coin()) machine.unknown = {{"turbo", "{\"on\":true,\"at\":[1.5,null,-3]}"}};
  return machine;
}

Series any_series(Gen& gen, std::size_t number) {
  Series series{"b" + std::to_string(number) + any_text(gen),
                any_text(gen),
                "s",
                gen.coin() ? pawl::stats::Better::lower : pawl::stats::Better::higher,
                {},
                {}};
  series.sessions.resize(gen.size(1, 3));
  for (auto& session : series.sessions) {
    session.resize(gen.size(1, 3));
    for (auto& launch : session)
      for (std::size_t n = gen.size(1, 3); n > 0; --n) launch.push_back(any_number(gen));
  }
  if (gen.coin()) series.unknown = {{"colour", "\"red\""}};
  return series;
}

Run any_run(Gen& gen) {
  Run run;
  for (std::string* text : {&run.commit, &run.branch, &run.suite, &run.testbed})
    *text = any_text(gen);
  if (gen.coin()) run.time = instant_text(static_cast<std::int64_t>(gen.size(0, 4'000'000'000)));
  run.machine = any_machine(gen);
  for (std::size_t i = 0, n = gen.size(0, 4); i < n; ++i) run.series.push_back(any_series(gen, i));
  if (gen.coin()) run.failures.push_back({any_text(gen), any_text(gen), {{"x", "1"}}});
  if (gen.coin()) run.notes = {any_text(gen), any_text(gen)};
  if (gen.coin()) run.unknown = {{"z", "[]"}, {"a\"b", "{}"}};
  return run;
}

const std::string deep = std::string(100, '[') + std::string(100, ']');

const Bad bad_runs[] = {
    {"empty", "",
     "f:1:1: expected more JSON, found the end of the file; was it cut off? make it again"},
    {"cut off", "{\"format\":\"pawl-run\",\n\"ver",
     "f:2:5: expected more JSON, found the end of the file; was it cut off? make it again"},
    {"not JSON", "hello", "f:1:1: expected JSON, found \"hello\"; is it the right file?"},
    {"NaN", with_samples("[[1,NaN]]"),
     "f:1:75: expected JSON, found \"NaN\"; is it the right file?"},
    {"huge", with_samples("[[1,1e999]]"),
     "f:1:75: expected a number of at most 1.8e308, found \"1e999\""},
    {"not UTF-8", with_series("{\"benchmark\":\"\xff\"}"),
     "f:1:58: expected UTF-8, found a byte that is not; save the file as UTF-8"},
    {"UTF-16", std::string("\xFF\xFE{\0", 4),
     "f:1:1: expected UTF-8, found UTF-16; save the file as UTF-8"},
    {"nested", deep,
     "f:1:33: expected at most 32 levels of nesting, found more; is it the right file?"},
    {"two in one", with_series("") + with_series(""),
     "f:1:46: expected the end of the file, found \"{\\\"format\\\"\"; are these two files in "
     "one?"},
    {"key twice", with_series("", R"(,"branch":"a","branch":"b")"),
     "f:1:47: expected each key once, found \"branch\" again"},
    {"another format", R"({"format":"pawl-report","version":1})",
     "f:1:11: /format: expected \"pawl-run\", found \"pawl-report\"; is it the right file?"},
    {"no format", R"({"version":1})",
     "f:1:1: expected the field \"format\", found none; is it the right file?"},
    {"newer", R"({"format":"pawl-run","version":2,"series":[]})",
     "f:1:32: /version: expected version 1 of pawl-run, found 2; a newer Pawl wrote it: update "
     "this "
     "one"},
    {"a list", "[1]", "f:1:1: expected an object, found a list"},
    {"no series", R"({"format":"pawl-run","version":1})",
     "f:1:1: expected the field \"series\", found none"},
    {"no name", with_series(R"({"samples":[[1]]})"),
     "f:1:44: /series/0: expected the field \"benchmark\", found none"},
    {"empty name", with_series(R"({"benchmark":"","samples":[[1]]})"),
     "f:1:57: /series/0/benchmark: expected the benchmark's name, found \"\""},
    {"name no string", with_series(R"({"benchmark":3,"samples":[[1]]})"),
     "f:1:57: /series/0/benchmark: expected a string, found 3"},
    {"no samples", with_samples("[]"),
     "f:1:71: /series/0/samples: expected at least one launch with a value, found an empty list; "
     "leave the series out, or measure it again"},
    {"empty launch", with_samples("[[1],[]]"),
     "f:1:76: /series/0/samples/1: expected a launch with at least one value, found an empty list; "
     "leave the launch out"},
    {"flat samples", with_samples("[1,2]"),
     "f:1:72: /series/0/samples/0: expected a launch, which is a list of numbers, found 1; write "
     "[[1.5],[1.6]]"},
    {"a string among them", with_samples("[[1],[2,\"fast\"]]"),
     "f:1:79: /series/0/samples/1/1: expected a number, found \"fast\""},
    {"null among them", with_samples("[[null]]"),
     "f:1:73: /series/0/samples/0/0: expected a number, found null"},
    {"better", with_samples("[[1]]", R"(,"better":"faster")"),
     "f:1:86: /series/0/better: expected \"lower\" or \"higher\", found \"faster\""},
    {"no time", with_series("", R"(,"time":"last Sunday")"),
     "f:1:41: /time: expected a time such as \"2026-11-25T12:00:00Z\", found \"last Sunday\""},
    {"a time that is a number", with_series("", R"(,"time":1764417600)"),
     "f:1:41: /time: expected a string, found 1764417600"},
    {"more cores than any machine has", with_series("", R"(,"machine":{"cores":3000000000})"),
     "f:1:53: /machine/cores: expected a number of processors, at most 1,000,000, found "
     "3000000000"},
    {"sessions short", with_samples("[[1],[2]]", R"(,"launches_per_session":[1])"),
     "f:1:104: /series/0/launches_per_session: expected numbers that add up to the 2 launches, "
     "found a list"},
    {"sessions long", with_samples("[[1],[2]]", R"(,"launches_per_session":[1,2])"),
     "f:1:107: /series/0/launches_per_session/1: expected a number of launches, 1 to 1, found 2"},
    {"series twice",
     with_series(R"({"benchmark":"a","samples":[[1]]},{"benchmark":"a","samples":[[2]]})"),
     "f:1:78: /series/1: expected each benchmark and metric once, found a value again; put all its "
     "launches into one series"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(run_json_suite)

BOOST_DATA_TEST_CASE(a_bad_run_is_refused_with_place_and_way_out, data::make(bad_runs), c) {
  BOOST_TEST(sentence_of(c.text) == c.sentence);
}

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_as_it_was) {
  for_all([](Gen& gen) {
    const Run run = any_run(gen);
    const std::string text = run_json(run);
    const Run again = parse_run(text, "f");
    BOOST_TEST((again == run), text);
    BOOST_TEST(run_json(again) == text);
  });
}

BOOST_AUTO_TEST_CASE(each_series_has_a_line) {
  Run run;
  run.series = {{"a", "wall_time", "s", {}, {{{0.0123, 1e-9}, {3}}, {{4}}}, {}},
                {"b", "rate", "1/s", pawl::stats::Better::higher, {{{2.5}}}, {}}};
  const std::string text = run_json(run);
  BOOST_TEST(text.find(R"(
{"benchmark":"a","metric":"wall_time","unit":"s","better":"lower","launches_per_session":[2,1],"samples":[[0.0123,1e-09],[3],[4]]},
{"benchmark":"b","metric":"rate","unit":"1/s","better":"higher","samples":[[2.5]]}
])") != std::string::npos,
             text);
}

BOOST_AUTO_TEST_CASE(numbers_are_rounded_correctly) {
  const Run run =
      parse_run(with_samples("[[0.1,123456789012345678901234567890,1e-400,2.2250738585072011e-308,"
                             "9007199254740993]]"),
                "f");
  const std::vector<double> expected = {0.1, 123456789012345678901234567890.0, 0,
                                        2.2250738585072011e-308, 9007199254740992};
  BOOST_TEST(run.series[0].sessions[0][0] == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(values_come_in_base_units) {
  const Run run = parse_run(with_samples("[[1.5]]", R"(,"unit":"ms")"), "f");
  BOOST_TEST(run.series[0].unit == "s");
  BOOST_TEST(run.series[0].sessions[0][0][0] == 1.5e-3);
}

BOOST_AUTO_TEST_CASE(what_is_absent_or_null_has_its_default) {
  const Run run = parse_run(with_samples("[[1]]", R"(,"metric":null)"), "f");
  BOOST_TEST(run.series[0].metric == "value");
  BOOST_TEST(run.series[0].unit == "1");
  BOOST_TEST((run.series[0].better == pawl::stats::Better::lower));
  BOOST_TEST(run.commit == "");
}

// A value weighs some 50 bytes, were it written in two.
BOOST_AUTO_TEST_CASE(values_of_a_document_are_counted) {
  const std::string text = "{\"a\":[[],{},\"b\",1,-1,1.5,true,null,18446744073709551615]}";
  BOOST_TEST(JsonDocument("f", text, 11).root().object().size() == 1u);
  BOOST_TEST(refusal_of([&] { JsonDocument("f", text, 7); }) ==
             "f:1:31: expected at most 7 values, found more; is it the right file?");
}

BOOST_AUTO_TEST_CASE(a_byte_order_mark_is_no_fault) {
  BOOST_TEST(parse_run("\xEF\xBB\xBF" + with_samples("[[1]]"), "f").series.size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_nothing_would_read_is_refused_before_it_is_written) {
  Run run;
  Series& series = run.series.emplace_back();
  constexpr std::size_t launches = 1'050'000;
  const pawl::stats::Sample::Launch nine(9, 1.0);
  series.sessions = {{pawl::stats::Sample::Launch(9 * launches, 1.0)}};
  BOOST_CHECK_NO_THROW(expect_readable(run));
  series.sessions = {pawl::stats::Sample::Session(launches, nine)};  // a launch is a list in JSON
  BOOST_CHECK_THROW(expect_readable(run), pawl::Error);
}

BOOST_AUTO_TEST_CASE(what_a_program_printed_is_written_as_utf8) {
  Run run;
  run.failures = {{"a", "stderr: \xff\xfe caf\xc3"}};
  BOOST_TEST(parse_run(run_json(run), "f").failures[0].reason == "stderr: \uFFFD\uFFFD caf\uFFFD");
}

BOOST_AUTO_TEST_CASE(a_series_is_found_by_benchmark_and_metric) {
  const Run run = parse_run(with_samples("[[1]]"), "f");
  BOOST_TEST(find(run, "a", "value") == &run.series[0]);
  BOOST_TEST(!find(run, "a", "wall_time"));
}

BOOST_AUTO_TEST_SUITE_END()
