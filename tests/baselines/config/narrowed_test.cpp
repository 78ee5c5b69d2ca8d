#include "baselines/config/narrowed.hpp"

#include "baselines/config/config.hpp"
#include "support/complaint.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;
using pawl::tests::complaint_of;
using Words = std::vector<std::string>;

namespace {

Benchmark read(const std::string& lines) {
  return parse_config("[[benchmark]]\nname = \"core\"\ncommand = [\"all\"]\n" + lines, "pawl.toml")
      .benchmarks.at(0);
}

Benchmark read_only(const std::string& only, const std::string& format = "google-benchmark") {
  return read("import = \"" + format + "\"\nonly = " + only + "\n");
}

std::string complaint_about(const std::string& lines) {
  return complaint_of([&] { read(lines); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(narrowed_)

BOOST_AUTO_TEST_CASE(names_are_put_in_as_one_expression_or_an_argument_each) {
  const Benchmark regex = read_only(R"(["b", "--filter={regex}"])");
  BOOST_TEST((narrowed(regex, {"a/8", "x.y(<z>)[1]"}).command ==
              Words{"b", R"(--filter=^(a/8|x\.y\(<z>\)\[1\])$)"}));
  const Benchmark names = read_only(R"(["b", "{names}", "--json"])");
  BOOST_TEST((narrowed(names, {"t.py::a[0]", "t.py::b c"}).command ==
              Words{"b", "t.py::a[0]", "t.py::b c", "--json"}));
}

BOOST_AUTO_TEST_CASE(no_name_is_code_to_the_shell) {
  const Benchmark benchmark = read_only(R"("b {names} -f {regex}")");
  const Benchmark some = narrowed(benchmark, {"a'; rm -rf \"$HOME\" #", "{regex}"});
  BOOST_TEST(some.shell == R"(b 'a'\''; rm -rf "$HOME" #' '{regex}' )"
                           R"(-f '^(a'\''; rm -rf "\$HOME" #|\{regex\})$')");
  BOOST_TEST(some.command.empty());
}

BOOST_AUTO_TEST_CASE(without_names_or_a_way_to_say_them_it_is_whole) {
  const Benchmark benchmark = read_only(R"("b {names}")");
  BOOST_TEST((narrowed(benchmark, {}).command == Words{"all"}));
  BOOST_TEST((narrowed(read(""), {"a"}).command == Words{"all"}));
  const Words many(7000, "no command line takes all these");
  BOOST_TEST((narrowed(benchmark, many).shell == "b 'no command line takes all these'"));
  Words different;
  for (std::size_t i = 0; i < 10'000; ++i) different.push_back("name " + std::to_string(i));
  BOOST_TEST((narrowed(benchmark, different).command == Words{"all"}));
}

BOOST_AUTO_TEST_CASE(a_harness_is_asked_for_what_it_calls_them_itself) {
  const auto regex = [](const std::string& format, const Words& names) {
    return narrowed(read_only(R"(["b", "{regex}"])", format), names).command.at(1);
  };
  // Go takes an expression apart at each slash, and has no -8 in its names.
  BOOST_TEST(regex("go", {"BenchmarkA/small-8", "BenchmarkA/large-8",
                          "example.com/Benchmarks/b.BenchmarkB-8"}) == "^(BenchmarkA|BenchmarkB)$");
  BOOST_TEST(regex("jmh", {"org.a.B.c:size=1", "org.a.B.c:size=2"}) == R"(^(org\.a\.B\.c)$)");
  BOOST_TEST(regex("csv", {"BenchmarkA/small-8:x"}) == "^(BenchmarkA/small-8:x)$");
}

// Of two tinybench tasks "join" the second is "join (2)", which the harness does not know; or a
// task is called so.
BOOST_AUTO_TEST_CASE(of_a_name_that_came_twice_both_that_may_be_meant_are_asked_for) {
  const auto regex = [](const std::string& format, const Words& names) {
    return narrowed(read_only(R"(["b", "{regex}"])", format), names).command.at(1);
  };
  for (const char* format : {"tinybench", "vitest", "benchmark-js", "mitata", "catch2"})
    BOOST_TEST(regex(format, {"join (2)", "join"}) == R"(^(join \(2\)|join)$)");
  BOOST_TEST(regex("mitata", {"a (1)"}) == R"(^(a \(1\))$)");
  BOOST_TEST(regex("mitata", {"a (x)"}) == R"(^(a \(x\))$)");
  BOOST_TEST(regex("mitata", {"(2)"}) == R"(^(\(2\))$)");
  BOOST_TEST(regex("google-benchmark", {"a (2)"}) == R"(^(a \(2\))$)");
}

BOOST_AUTO_TEST_CASE(a_parameter_stands_in_it) {
  const auto all = parse_config(R"([[benchmark]]
name = "core/{n}"
command = ["b", "{n}"]
import = "csv"
only = ["b", "{n}", "{names}"]
matrix = { n = [3] })",
                                "pawl.toml")
                       .benchmarks;
  BOOST_TEST((narrowed(all.at(0), {"a"}).command == Words{"b", "3", "a"}));
}

BOOST_AUTO_TEST_CASE(what_narrows_nothing_is_refused) {
  BOOST_TEST(
      complaint_about("import = \"csv\"\nonly = [\"b\"]\n") ==
      "pawl.toml:1:1: [[benchmark]]: only: expected {regex} or {names} in it, in whose place "
      "what is measured is put");
  BOOST_TEST(complaint_about("only = \"b {names}\"\n") ==
             "pawl.toml:1:1: [[benchmark]]: only: expected an import, of whose output it measures "
             "some; leave it out");
  BOOST_TEST(
      complaint_about("import = \"csv\"\nonly = [\"b\", \"-f={names}\"]\n") ==
      "pawl.toml:1:1: [[benchmark]]: only: expected {names} as an argument of its own, since "
      "each name is one; or use {regex}");
}

BOOST_AUTO_TEST_SUITE_END()
