#include "baselines/run/csv.hpp"

#include "baselines/run/run_json.hpp"
#include "support/bad_input.hpp"
#include "support/for_all.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::stats::Better;
using pawl::tests::Bad;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::refusal_of;
namespace data = boost::unit_test::data;
using Sessions = std::vector<pawl::stats::Sample::Session>;

namespace {

std::string sentence_of(const std::string& text) {
  return refusal_of([&] { parse_csv(text, "f.csv"); });
}

const Bad bad_texts[] = {
    {"empty", "", "f.csv:1:1: expected a header line with benchmark,value, found nothing"},
    {"no value column", "benchmark,time\na,1\n",
     "f.csv:1:1: expected a column \"value\" in the header, found none"},
    {"no rows", "benchmark,value\n\n",
     "f.csv:3:1: expected at least one row with a value, found none"},
    {"no number", "benchmark,value\na,1\nb,fast\n", "f.csv:3:3: expected a number, found \"fast\""},
    {"nothing for a number", "benchmark,value\na,\n", "f.csv:2:3: expected a number, found \"\""},
    {"NaN", "benchmark,value\na,nan\n", "f.csv:2:3: expected a number, found \"nan\""},
    {"infinity", "benchmark,value\na,inf\n",
     "f.csv:2:3: expected a number of at most 1.8e308, found \"inf\""},
    {"huge", "benchmark,value\na,1e999\n",
     "f.csv:2:3: expected a number of at most 1.8e308, found \"1e999\""},
    {"almost nothing", "benchmark,value\na,-1e-400\n",
     "f.csv:2:3: expected 0 or a number of at least 4.9e-324, found \"-1e-400\""},
    {"a column twice", "benchmark,value,unit,value\na,1,s,2\n",
     "f.csv:1:22: expected each column once, found \"value\""},
    {"more than a number", "benchmark,value\na,1 ms\n",
     "f.csv:2:3: expected a number, found \"1 ms\""},
    {"no name", "benchmark,value\n,1\n", "f.csv:2:1: expected the benchmark's name, found nothing"},
    {"too few fields", "benchmark,unit,value\na,1\n",
     "f.csv:2:1: expected 3 fields as in the header, found 2"},
    {"too many fields", "benchmark,value\na,1,2\n",
     "f.csv:2:1: expected 2 fields as in the header, found 3"},
    {"better", "benchmark,better,value\na,faster,1\n",
     "f.csv:2:3: expected \"lower\" or \"higher\", found \"faster\""},
    {"another unit", "benchmark,unit,value\na,s,1\na,B,1\n",
     "f.csv:3:5: expected the unit s as before, found B"},
    {"no closing quote", "benchmark,value\n\"a,1\n",
     "f.csv:2:1: expected a closing quote for this field, found the end of the file"},
    {"text after a quote", "benchmark,value\n\"a\"b,1\n",
     "f.csv:2:4: expected a comma after the closing quote, found \"b\""},
    {"not UTF-8", "benchmark,value\na\xff,1\n",
     "f.csv:2:2: expected UTF-8, found a byte that is not; save the file as UTF-8"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(csv)

BOOST_DATA_TEST_CASE(a_bad_text_is_refused_with_its_place, data::make(bad_texts), c) {
  BOOST_TEST(sentence_of(c.text) == c.sentence);
}

BOOST_AUTO_TEST_CASE(columns_that_are_absent_have_defaults) {
  const Run run = parse_csv("benchmark,value\na,1\na,2\n", "f.csv");
  const Series expected{"a", "value", "1", Better::lower, {{{1}, {2}}}, {}};
  BOOST_TEST((run.series == std::vector<Series>{expected}));
}

BOOST_AUTO_TEST_CASE(runs_are_sessions_and_rows_of_one_launch_are_iterations) {
  const Run run = parse_csv(
      "benchmark,metric,unit,better,run,launch,value\n"
      "a,latency,ms,lower,job1,1,1\n"
      "a,latency,ms,lower,job1,1,2\n"
      "a,latency,ms,lower,job1,2,3\n"
      "a,latency,ms,lower,job2,1,4\n"
      "a,latency,ms,lower,job1,1,5\n"
      "a,latency,ms,lower,job1,,6\n",
      "f.csv");
  const Sessions expected = {{{1e-3, 2e-3, 5e-3}, {3e-3}, {6e-3}}, {{4e-3}}};
  BOOST_TEST(run.series.size() == 1u);
  BOOST_TEST(run.series[0].unit == "s");
  BOOST_TEST((run.series[0].sessions == expected));
}

BOOST_AUTO_TEST_CASE(quotes_and_line_ends_of_rfc_4180) {
  const Run run =
      parse_csv("\xEF\xBB\xBF\"benchmark\",value\r\n\"a, \"\"b\"\"\r\nc\",\"1.5\"\r\n", "f.csv");
  BOOST_TEST(run.series[0].benchmark == "a, \"b\"\r\nc");
  BOOST_TEST(run.series[0].sessions[0][0][0] == 1.5);
}

BOOST_AUTO_TEST_CASE(the_order_of_columns_and_columns_of_others_do_not_matter) {
  for_all([](Gen& gen) {
    const std::vector<std::string> names = {"benchmark", "metric", "unit",  "better",
                                            "run",       "launch", "value", "host"};
    const std::vector<std::vector<std::string>> rows = {
        {"a", "latency", "ms", "lower", "1", "1", "0.25", "x"},
        {"b", "rate", "1/s", "higher", "1", "1", "1e3", ""},
        {"a", "latency", "ms", "lower", "2", "", "-3", "y"}};
    std::vector<std::size_t> order(names.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    const auto text = [&] {
      std::ostringstream out;
      const auto write = [&](const std::vector<std::string>& row) {
        for (std::size_t i = 0; i < order.size(); ++i) out << (i > 0 ? "," : "") << row[order[i]];
        out << '\n';
      };
      write(names);
      for (const auto& row : rows) write(row);
      return out.str();
    };
    const Run before = parse_csv(text(), "f");
    std::shuffle(order.begin(), order.end(), gen.engine());
    BOOST_TEST(run_json(parse_csv(text(), "f")) == run_json(before));
  });
}

BOOST_AUTO_TEST_CASE(long_form_is_known_by_its_header) {
  BOOST_TEST(is_long_csv("benchmark,value\n"));
  BOOST_TEST(is_long_csv("\"value\",x,\"benchmark\"\r\na"));
  BOOST_TEST(!is_long_csv("name,value\n"));
  BOOST_TEST(!is_long_csv("{\"benchmark\",\"value\"}"));
  BOOST_TEST(!is_long_csv(""));
}

BOOST_AUTO_TEST_CASE(what_is_too_near_to_nothing_is_told_from_what_is_too_large_whatever_its_sign) {
  const std::string small = "0." + std::string(400, '0') + "1", large(400, '9');
  for (const char* sign : {"", "-"}) {
    const auto sentence = [&](const std::string& number) {
      return sentence_of("benchmark,value\na," + (sign + number) + "\n");
    };
    BOOST_TEST(sentence(small).find("at least 4.9e-324") != std::string::npos, sentence(small));
    BOOST_TEST(sentence(large).find("at most 1.8e308") != std::string::npos, sentence(large));
  }
}

BOOST_AUTO_TEST_SUITE_END()
