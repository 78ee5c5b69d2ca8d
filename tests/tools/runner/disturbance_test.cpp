#include "tools/runner/disturbance.hpp"

#include "baselines/file.hpp"
#include "ci/doubts.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <unistd.h>

using namespace pawl::tools;
using pawl::baselines::write_file;
using pawl::tests::TemporaryDirectory;

namespace {

std::vector<std::string> harmful(const std::vector<Observation>& all) {
  std::vector<std::string> subjects;
  for (const Observation& one : all) {
    if (one.is_harmful) subjects.push_back(one.subject + " " + one.found);
    BOOST_TEST(one.is_harmful == !one.remedy.empty());
  }
  return subjects;
}

std::string stat_of(const std::string& name, int ticks) {
  return "1 (" + name + ") R 1 1 1 0 -1 0 0 0 0 0 " + std::to_string(ticks) + " 0 0 0 20 0 1 0\n";
}

}  // namespace

BOOST_AUTO_TEST_SUITE(disturbance)

BOOST_AUTO_TEST_CASE(what_the_kernel_counts_is_read) {
  const TemporaryDirectory root;
  write_file(root / "proc/uptime", "1234.5 99.9\n");
  write_file(root / "proc/stat", "cpu 50 0 40 0 0 0 0 10 7 7\ncpu0 1 2 3\n");
  write_file(root / "proc/pressure/cpu",
             "some avg10=1.00 avg60=2.00 avg300=3.00 total=2500000\nfull avg10=0 total=9\n");
  write_file(root / "sys/fs/cgroup/cpu.stat",
             "usage_usec 5\nnr_throttled 3\nthrottled_usec 1500000\n");
  for (const std::string cpu : {"cpu0", "cpu1"})
    write_file(root / "sys/devices/system/cpu" / cpu / "thermal_throttle/core_throttle_count",
               "2\n");
  write_file(root / "proc/17/stat", stat_of("a) R (b\n", 300));
  write_file(root / ("proc/" + std::to_string(::getpid()) + "/stat"), stat_of("me", 300));
  const KernelCounts seen = kernel_counts(root.path());
  BOOST_TEST(seen.uptime == 1234.5);
  BOOST_TEST(seen.ticks.all == 100);
  BOOST_TEST(seen.ticks.stolen == 10);
  BOOST_TEST(seen.stalled == 2.5);
  BOOST_TEST(seen.throttled == 1.5);
  BOOST_TEST(seen.hot == 4);
  BOOST_REQUIRE(seen.processes.size() == 1u);
  BOOST_TEST(seen.processes.at(17).name == "a??R??b?");
  BOOST_TEST(seen.processes.at(17).processor ==
             300.0 / static_cast<double>(::sysconf(_SC_CLK_TCK)));
}

BOOST_AUTO_TEST_CASE(what_the_kernel_does_not_tell_disturbs_nothing) {
  const TemporaryDirectory root;
  KernelCounts before = kernel_counts(root.path()), after = before;
  after.uptime = before.uptime + 10;
  BOOST_TEST(harmful(disturbances(before, after)).empty());
  BOOST_TEST(!busy_processes(before, after).is_harmful);
}

BOOST_AUTO_TEST_CASE(what_disturbed_is_a_part_of_the_time) {
  KernelCounts before, after;
  before.uptime = 100;
  before.hot = 5;
  after = before;
  after.uptime = 110;
  after.ticks.all = 2000;
  after.ticks.stolen = 100;
  after.stalled = 2;
  after.throttled = 1;
  after.hot = 7;
  BOOST_TEST(
      (harmful(disturbances(before, after)) ==
       std::vector<std::string>{"time stolen by the host 5.0 %", "time with too few CPUs 20.0 %",
                                "time stopped by a quota 10.0 %", "slowed down by heat 2 times"}));
}

BOOST_AUTO_TEST_CASE(a_moment_tells_nothing) {
  KernelCounts before, after;
  after.uptime = 0.1;
  after.stalled = 0.1;
  BOOST_TEST(disturbances(before, after).empty());
}

BOOST_AUTO_TEST_CASE(the_busiest_come_first_and_the_idle_not_at_all) {
  KernelCounts before, after;
  after.uptime = 10;
  before.processes = {{1, {"idle", 5}}, {2, {"busy", 0}}, {3, {"busier", 1}}};
  after.processes = {{1, {"idle", 5.5}}, {2, {"busy", 5}}, {3, {"busier", 11}}, {4, {"new", 9}}};
  BOOST_TEST(busy_processes(before, after).found == "busier 100.0 %, busy 50.0 %");
}

// Who reads a report may not be who owns the machine.
BOOST_AUTO_TEST_CASE(a_run_notes_what_disturbed_it_and_no_processes) {
  KernelCounts before, after;
  before.processes = {{1, {"mine", 0}}};
  after.processes = {{1, {"mine", 9}}};
  after.stalled = 5;
  after.uptime = 10;
  pawl::baselines::Run run;
  note_disturbances(run, before, after);
  BOOST_TEST(run.notes == std::vector<std::string>{std::string(pawl::ci::disturbed) +
                                                   "time with too few CPUs: 50.0 %"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_few_seconds_are_too_short_to_be_disturbed) {
  KernelCounts before, after;
  after.stalled = 9;
  after.uptime = 9.9;
  pawl::baselines::Run run;
  note_disturbances(run, before, after);
  BOOST_TEST(run.notes.empty());
}

BOOST_AUTO_TEST_CASE(five_are_named_and_none_that_used_a_tenth_of_a_cpu) {
  KernelCounts before, after;
  after.uptime = 10;
  for (int number = 1; number < 9; ++number) {
    before.processes[number] = {"p" + std::to_string(number), 0};
    after.processes[number] = {"p" + std::to_string(number), number / 2.0};
  }
  BOOST_TEST(busy_processes(before, after).found ==
             "p8 40.0 %, p7 35.0 %, p6 30.0 %, p5 25.0 %, p4 20.0 %");
  after.processes = {{1, {"p1", 1}}, {2, {"p2", 1.01}}};
  BOOST_TEST(busy_processes(before, after).found == "p2 10.1 %");
}

BOOST_AUTO_TEST_CASE(each_share_has_its_bound) {
  KernelCounts before, after;
  after.uptime = 100;
  after.ticks = {1000, 10};  // a hundredth
  after.stalled = 10;        // a tenth
  after.throttled = 0.1;     // a thousandth
  BOOST_TEST(harmful(disturbances(before, after)).empty());
  after.ticks.stolen = 10.1;
  BOOST_TEST(harmful(disturbances(before, after)).size() == 1u);
  after.stalled = 10.1;
  BOOST_TEST(harmful(disturbances(before, after)).size() == 2u);
  after.throttled = 0.101;
  BOOST_TEST(harmful(disturbances(before, after)).size() == 3u);
}

BOOST_AUTO_TEST_SUITE_END()
