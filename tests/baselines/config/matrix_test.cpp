#include "baselines/config/matrix.hpp"

#include "baselines/config/config.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

namespace {

std::vector<Benchmark> read(const std::string& lines) {
  return parse_config("[[benchmark]]\n" + lines, "pawl.toml").benchmarks;
}

std::vector<std::string> names(const std::vector<Benchmark>& benchmarks) {
  std::vector<std::string> names;
  for (const Benchmark& benchmark : benchmarks) names.push_back(benchmark.name);
  return names;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(matrix)

BOOST_AUTO_TEST_CASE(each_combination_is_a_benchmark_in_the_order_written) {
  const std::vector<Benchmark> all = read(R"(
name = "sort/{size}/{how}"
command = ["sort", "--size={size}", "--{how}"]
launches = 7
matrix = { size = [100, 20], how = ["up", "down"] }
)");
  BOOST_TEST((names(all) == std::vector<std::string>{"sort/100/up", "sort/100/down", "sort/20/up",
                                                     "sort/20/down"}));
  BOOST_TEST((all[2].command == std::vector<std::string>{"sort", "--size=20", "--up"}));
  for (const Benchmark& one : all) BOOST_TEST(one.launches == 7u);
}

BOOST_AUTO_TEST_CASE(a_parameter_stands_in_every_text) {
  const Benchmark one = read(R"toml(
name = "{n}"
shell = "run {n}"
env = { SIZE = "{n}" }
cwd = "in/{n}"
stdin_file = "{n}.txt"
prepare = "p {n}"
setup = "s {n}"
teardown = "t {n}"
expect_output = "done: {n}$"
metrics = [{ name = "m", regex = "{n} took (.*)" }]
matrix = { n = [3] }
)toml")
                            .at(0);
  BOOST_TEST(one.shell == "run 3");
  BOOST_TEST(one.environment.at("SIZE") == "3");
  BOOST_TEST(one.directory == "in/3");
  BOOST_TEST(one.stdin_file == "3.txt");
  BOOST_TEST(one.prepare == "p 3");
  BOOST_TEST(one.setup == "s 3");
  BOOST_TEST(one.teardown == "t 3");
  BOOST_TEST(one.expect_output == "done: 3$");
  BOOST_TEST(one.metrics[0].regex == "3 took (.*)");
}

BOOST_AUTO_TEST_CASE(a_parameter_stands_in_every_text_of_a_load_and_a_service) {
  const Benchmark one = read(R"toml(
name = "{n}"
load = { url = "http://h/{n}", method = "{n}", body = "b{n}", headers = { X = "x{n}" }, headers_file = "{n}.headers", expected_body = "e{n}", cacert = "{n}.pem" }
service = { command = ["s", "{n}"], ready = "http://h/r{n}", env = { A = "a{n}" } }
matrix = { n = ["3"] }
)toml")
                            .at(0);
  BOOST_TEST(one.load->url == "http://h/3");
  BOOST_TEST(one.load->method == "3");
  BOOST_TEST(one.load->body == "b3");
  BOOST_TEST(one.load->headers.at("X") == "x3");
  BOOST_TEST(one.load->headers_file == "3.headers");
  BOOST_TEST(one.load->expected_body == "e3");
  BOOST_TEST(one.load->cacert == "3.pem");
  BOOST_TEST((one.service->command == std::vector<std::string>{"s", "3"}));
  BOOST_TEST(one.service->ready == "http://h/r3");
  BOOST_TEST(one.service->environment.at("A") == "a3");
  const Benchmark other = read(R"toml(
name = "{n}"
load = { url = "http://h", body_file = "{n}.json" }
matrix = { n = ["3"] }
)toml")
                              .at(0);
  BOOST_TEST(other.load->body_file == "3.json");
}

BOOST_AUTO_TEST_CASE(other_braces_and_those_of_values_stand_for_themselves) {
  Benchmark benchmark;
  benchmark.name = "{a}{b}";
  benchmark.shell = "${HOME} {a,b} {a} {{b}} {} { {a";
  const std::vector<Benchmark> all = expanded(benchmark, {{"a", {"{b}"}}, {"b", {"{a}"}}});
  BOOST_TEST(all.at(0).shell == "${HOME} {a,b} {b} {{a}} {} { {a");
  BOOST_TEST(all.at(0).name == "{b}{a}");
}

BOOST_AUTO_TEST_CASE(without_a_matrix_nothing_is_put_in) {
  BOOST_TEST(read("name = \"{size}\"\nshell = \"echo {size}\"").at(0).shell == "echo {size}");
}

BOOST_AUTO_TEST_CASE(too_many_combinations_are_refused) {
  Benchmark benchmark;
  benchmark.name = benchmark.shell = "{a}{b}";
  const std::vector<std::string> values(40, "x");
  BOOST_TEST(fault(benchmark, {{"a", values}}).empty());
  BOOST_TEST(fault(benchmark, {{"a", values}, {"b", values}}) ==
             "expected at most 1000 combinations, found more; leave some values out");
}

BOOST_AUTO_TEST_SUITE_END()
