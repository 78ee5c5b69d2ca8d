#include "tools/duels/rerun.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::tools;
using pawl::baselines::Benchmark;

namespace {

Benchmark benchmark(const std::string& name, const std::string& import = "") {
  Benchmark benchmark;
  benchmark.name = name;
  benchmark.shell = "true";
  benchmark.import = import;
  return benchmark;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(rerun)

BOOST_AUTO_TEST_CASE(only_benchmarks_of_suspects_run_again) {
  const auto all = reruns({{"a", "wall_time"}, {"a", "peak_memory"}, {"c", "wall_time"}},
                          {benchmark("a"), benchmark("b"), benchmark("c")});
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].benchmark.name == "a");
  BOOST_TEST(all[0].issues.size() == 2u);
  BOOST_TEST(all[1].benchmark.name == "c");
}

BOOST_AUTO_TEST_CASE(a_name_that_is_no_benchmarks_may_be_in_any_imported_output) {
  const auto all =
      reruns({{"BM_sort", "wall_time"}},
             {benchmark("a"), benchmark("core", "google-benchmark"), benchmark("go", "go")});
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].benchmark.name == "core");
  BOOST_TEST(all[1].issues.at(0).benchmark == "BM_sort");
}

BOOST_AUTO_TEST_CASE(one_that_is_known_to_print_a_name_alone_runs_again_for_it) {
  const std::vector<Benchmark> two = {benchmark("core", "csv"), benchmark("go", "csv")};
  const auto all =
      reruns({{"BM_sort", "wall_time"}, {"other", "wall_time"}}, two, {{"BM_sort", "go"}});
  BOOST_REQUIRE(all.size() == 2u);
  BOOST_TEST(all[0].issues.size() == 1u);
  BOOST_TEST(all[0].issues[0].benchmark == "other");
  BOOST_TEST(all[1].issues.size() == 2u);
}

BOOST_AUTO_TEST_CASE(load_is_not_measured_in_pairs) {
  Benchmark load = benchmark("a");
  load.load.emplace();
  BOOST_TEST(reruns({{"a", "latency"}}, {load}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
