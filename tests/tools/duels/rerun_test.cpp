#include "tools/duels/rerun.hpp"

#include "baselines/config/narrowed.hpp"

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

// A harness that is asked for what it has not may fail.
BOOST_AUTO_TEST_CASE(what_one_alone_can_have_printed_is_all_that_it_is_asked_for) {
  Benchmark core = benchmark("core", "csv"), go = benchmark("go", "csv");
  core.only_shell = go.only_shell = "some {names}";
  const auto can_be_narrowed = [&](const Printers& printers) {
    std::vector<bool> all;
    for (const Rerun& one : reruns({{"a", "size"}, {"b", "size"}}, {core, go}, printers))
      all.push_back(pawl::baselines::can_be_narrowed(one.benchmark));
    return all;
  };
  BOOST_TEST((can_be_narrowed({}) == std::vector{false, false}));
  BOOST_TEST((can_be_narrowed({{"a", "core"}}) == std::vector{false, false}));
  BOOST_TEST((can_be_narrowed({{"a", "core"}, {"b", "go"}}) == std::vector{true, true}));
  BOOST_TEST((can_be_narrowed({{"a", "core"}, {"b", "core"}}) == std::vector{true}));
}

BOOST_AUTO_TEST_CASE(load_is_not_measured_in_pairs) {
  Benchmark load = benchmark("a");
  load.load.emplace();
  BOOST_TEST(reruns({{"a", "latency"}}, {load}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
