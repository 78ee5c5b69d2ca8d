#include "tools/runner/process_metric.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <string>

using namespace pawl::tools;

BOOST_AUTO_TEST_SUITE(process_metric)

BOOST_AUTO_TEST_CASE(each_metric_is_what_its_name_says) {
  Launch launch;
  launch.wall_time = 1;
  launch.user_time = 2;
  launch.system_time = 4;
  launch.peak_memory = 8;
  launch.page_faults = 16;
  launch.major_page_faults = 32;
  launch.voluntary_switches = 64;
  launch.involuntary_switches = 128;
  const std::map<std::string, double> expected = {
      {"wall_time", 1},   {"cpu_time", 2 + 4},      {"user_time", 2},     {"system_time", 4},
      {"peak_memory", 8}, {"page_faults", 16 + 32}, {"preemptions", 128}, {"context_switches", 64}};
  std::size_t met = 0;
  for (const ProcessMetric& metric : process_metrics())
    if (const auto found = expected.find(std::string(metric.name)); found != expected.end()) {
      BOOST_TEST(metric.of(launch) == found->second, metric.name);
      ++met;
    }
  BOOST_TEST(met == expected.size());
}

// The helper and the runner each have a list of them.
BOOST_AUTO_TEST_CASE(each_counter_has_the_name_that_it_is_opened_by) {
  for (std::size_t i = 0; i < hardware_events_count; ++i) {
    Launch launch;
    launch.counts.fill(-1);
    launch.counts.at(i) = 7;
    std::string counted;
    for (const ProcessMetric& metric : process_metrics())
      if (metric.of(launch) == 7) counted += metric.name;
    BOOST_TEST(counted == hardware_events[i].metric);
  }
}

BOOST_AUTO_TEST_SUITE_END()
