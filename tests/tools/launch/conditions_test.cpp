#include "tools/launch/conditions.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>
#include <fstream>
#include <string>
#include <vector>

using namespace pawl::tools;
using pawl::tests::complaint_of;

namespace {

Conditions parsed(const std::vector<std::string>& given,
                  const pawl::baselines::LaunchConditions& asked = {}) {
  return parse_conditions(parse(condition_options(), given), asked);
}

std::string listed(const std::vector<unsigned>& cpus) {
  cpu_set_t set;
  CPU_ZERO(&set);
  for (const unsigned cpu : cpus) CPU_SET(cpu, &set);
  return cpu_list(set);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(conditions)

BOOST_AUTO_TEST_CASE(what_pawl_toml_asks_is_asked_of_the_kernel) {
  const Conditions asked = conditions_of(
      {.pin = std::nullopt, .nice = -3, .no_aslr = true, .counters = true, .drop_caches = true});
  BOOST_TEST(!asked.cpu.has_value());
  BOOST_TEST(asked.nice == -3);
  BOOST_TEST(asked.fixed_addresses);
  BOOST_TEST(asked.counters);
  BOOST_TEST(asked.drop_caches);
  BOOST_TEST(!conditions_of({}).drop_caches);
}

// Of the real file every process on the machine would notice.
BOOST_AUTO_TEST_CASE(caches_are_dropped_by_the_number_that_means_all) {
  const pawl::tests::TemporaryDirectory directory;
  std::ofstream(directory / "drop_caches") << "0";
  drop_caches((directory / "drop_caches").c_str());
  BOOST_TEST(pawl::baselines::read_file(directory / "drop_caches") == "3");
}

BOOST_AUTO_TEST_CASE(where_they_cannot_be_dropped_that_is_an_error) {
  try {
    drop_caches("/proc/version");
    BOOST_ERROR("dropped");
  } catch (const pawl::Error& error) {
    BOOST_TEST((error.fault == pawl::Fault::io));
    BOOST_TEST(std::string(error.what()).find("takes root") != std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(a_niceness_is_a_whole_number_that_the_kernel_knows) {
  for (const int nice : {-20, -1, 0, 19})
    for (const auto& given : {std::vector{"--nice=" + std::to_string(nice)},
                              std::vector<std::string>{"--nice", std::to_string(nice)}})
      BOOST_TEST(parsed(given).nice == nice);
  for (const std::string wrong : {"-21", "20", "+1", "1.5", "--", "- 1"})
    BOOST_TEST(complaint_of([&] { parsed({"--nice=" + wrong}); }) ==
               "--nice: expected a whole number from -20 to 19, found \"" + wrong + "\"");
}

BOOST_AUTO_TEST_CASE(an_option_goes_before_what_pawl_toml_asks) {
  pawl::baselines::LaunchConditions asked;
  asked.nice = -3;
  BOOST_TEST(parsed({"--nice", "5"}, asked).nice == 5);
  BOOST_TEST(parsed({}, asked).nice == -3);
  asked.pin = 1'000'000;
  BOOST_TEST(complaint_of([&] {
               parsed({}, asked);
             }).starts_with("pawl.toml: [run]: pin: expected a CPU"));
  BOOST_TEST(complaint_of([&] { parsed({"--pin", "x"}, asked); }).starts_with("--pin: expected"));
}

// Where a CPU is refused, those that there are help on.
BOOST_AUTO_TEST_CASE(cpus_are_listed_as_the_kernel_lists_them) {
  BOOST_TEST(listed({}) == "");
  BOOST_TEST(listed({0}) == "0");
  BOOST_TEST(listed({0, 1, 4}) == "0-1,4");
  BOOST_TEST(listed({1, 3, 5, 6, 7}) == "1,3,5-7");
  BOOST_TEST(listed({CPU_SETSIZE - 1}) == std::to_string(CPU_SETSIZE - 1));
  BOOST_TEST(listed({CPU_SETSIZE - 2, CPU_SETSIZE - 1}) ==
             std::to_string(CPU_SETSIZE - 2) + "-" + std::to_string(CPU_SETSIZE - 1));
}

BOOST_AUTO_TEST_CASE(a_cpu_that_this_process_may_not_use_is_refused_with_those_it_may) {
  cpu_set_t usable;
  BOOST_REQUIRE(::sched_getaffinity(0, sizeof usable, &usable) == 0);
  for (const std::string& wrong :
       {std::string("-1"), std::to_string(CPU_SETSIZE), std::string("1x")})
    BOOST_TEST(complaint_of([&] { parsed({"--pin=" + wrong}); }) ==
               "--pin: expected a CPU that this process may use (" + cpu_list(usable) +
                   "), found \"" + wrong + "\"");
}

BOOST_AUTO_TEST_CASE(counters_that_are_refused_are_named_with_the_reason) {
  BOOST_TEST(absent_counters({}) == "");
  BOOST_TEST(absent_counters({0, 0, 0, ENOENT, 0}) ==
             "hardware counters: no branch_misses (the processor shows none, as in most virtual "
             "machines)");
  BOOST_TEST(absent_counters({EACCES, EACCES, EACCES, EACCES, EACCES}) ==
             "hardware counters: no cpu_instructions, cpu_cycles, cpu_branches, branch_misses, "
             "cache_misses (forbidden; try sysctl kernel.perf_event_paranoid=2)");
  BOOST_TEST(absent_counters({EPERM, 0, 0, 0, 0}).ends_with("(forbidden, as in most containers)"));
  BOOST_TEST(absent_counters({ENOSYS, 0, 0, 0, 0}).ends_with("(the kernel has none)"));
  BOOST_TEST(absent_counters({EMFILE, 0, 0, 0, 0}).ends_with("(Too many open files)"));
}

// What is refused here is what opening one by hand is refused.
BOOST_AUTO_TEST_CASE(what_this_machine_refuses_is_what_opening_a_counter_gives) {
  const CounterRefusals refusals = counter_refusals();
  for (std::size_t i = 0; i < refusals.size(); ++i) {
    const int descriptor = open_counter(hardware_events[i]);
    BOOST_TEST(refusals.at(i) == (descriptor < 0 ? -descriptor : 0));
    take_count(descriptor);
  }
}

BOOST_AUTO_TEST_SUITE_END()
