#include "baselines/run/machine.hpp"

#include "baselines/baseline/directory_store.hpp"
#include "baselines/file.hpp"
#include "support/for_all.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

using namespace pawl::baselines;
using pawl::tests::for_all;
using pawl::tests::Gen;
using pawl::tests::TemporaryDirectory;
namespace data = boost::unit_test::data;

namespace {

struct Named {
  const char* cpu;
  int cores;
  const char* system;
  const char* testbed;
};
std::ostream& operator<<(std::ostream& out, const Named& named) {
  return out << named.testbed;
}

const Named names[] = {
    {"AMD EPYC 7763 64-Core Processor", 2, "Debian GNU/Linux 12 (bookworm)",
     "amd-epyc-7763-2-core-debian-12"},
    {"Intel(R) Xeon(R) Platinum 8370C CPU @ 2.80GHz", 4, "Ubuntu 24.04.1 LTS",
     "intel-xeon-platinum-8370c-4-core-ubuntu-24.04"},
    {"11th Gen Intel(R) Core(TM) i7-1185G7 @ 3.00GHz", 8, "Alpine Linux v3.19",
     "11th-intel-i7-1185g7-8-core-alpine-3.19"},
    {"ARM 0x41 0xd0c", 64, "Amazon Linux 2023", "arm-0x41-0xd0c-64-core-amazon-2023"},
    {"", 0, "", "unknown-cpu"},
    {"../../etc\n", 1, "/\x01..", "etc-1-core"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(machine)

BOOST_DATA_TEST_CASE(a_testbed_is_named_after_its_kind_of_machine, data::make(names), c) {
  Machine machine;
  machine.cpu_model = c.cpu;
  machine.cores = c.cores;
  machine.operating_system = c.system;
  BOOST_TEST(testbed_name(machine) == c.testbed);
}

BOOST_AUTO_TEST_CASE(a_testbed_name_is_always_safe) {
  for_all([](Gen& gen) {
    Machine machine;
    for (std::string* text : {&machine.cpu_model, &machine.operating_system})
      for (std::size_t n = gen.size(0, 200); n > 0; --n)
        *text += static_cast<char>(gen.size(0, 255));
    machine.cores = static_cast<int>(gen.size(0, 9));
    BOOST_TEST(is_safe_name(testbed_name(machine)), testbed_name(machine));
  });
}

BOOST_AUTO_TEST_CASE(a_testbeds_name_is_short_however_long_the_machines_names) {
  Machine machine;
  machine.cpu_model = "a b c d e f g";
  machine.operating_system = "Many Words Of Linux 12";
  BOOST_TEST(testbed_name(machine) == "a-b-c-d-e-many-12");
  machine.cpu_model = std::string(300, 'x');
  BOOST_TEST(testbed_name(machine).size() == 100u);
}

BOOST_AUTO_TEST_CASE(proc_and_sys_are_read) {
  const TemporaryDirectory root;
  write_file(root / "proc/cpuinfo",
             "processor\t: 0\nmodel name\t: AMD EPYC 7763 64-Core Processor\n"
             "flags\t\t: fpu vme hypervisor lahf_lm\n");
  write_file(root / "proc/meminfo", "MemTotal:        8048276 kB\nMemFree: 1 kB\n");
  write_file(root / "proc/loadavg", "0.52 0.58 0.59 1/467 1234\n");
  write_file(root / "proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
  write_file(root / "etc/os-release",
             "ID=debian\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
  write_file(root / "sys/class/dmi/id/sys_vendor", "QEMU\n");
  write_file(root / "sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "schedutil\n");
  write_file(root / ".dockerenv", "");
  write_file(root / "sys/fs/cgroup/cpu.max", "50000 100000\n");
  const Machine machine = this_machine(root.path());
  BOOST_TEST(machine.cpu_model == "AMD EPYC 7763 64-Core Processor");
  BOOST_TEST(machine.cores == 1);  // half a processor is one at most
  BOOST_TEST(machine.memory == 8048276.0 * 1024);
  BOOST_TEST(machine.load == 0.52);
  BOOST_TEST(machine.kernel == "6.1.0-18-amd64");
  BOOST_TEST(machine.operating_system == "Debian GNU/Linux 12 (bookworm)");
  BOOST_TEST(machine.governor == "schedutil");
  BOOST_TEST(machine.virtualisation == "docker on kvm");
}

BOOST_AUTO_TEST_CASE(what_is_not_there_is_not_known) {
  const TemporaryDirectory root;
  const Machine machine = this_machine(root.path());
  BOOST_TEST(machine.cpu_model == "");
  BOOST_TEST(machine.memory == 0);
  BOOST_TEST(machine.governor == "");
  BOOST_TEST(machine.virtualisation == "none");
  BOOST_TEST(differences(machine, this_machine()).empty() ==
             (this_machine().virtualisation == "none"));
}

BOOST_AUTO_TEST_CASE(what_differs_is_said_and_what_is_not_known_is_not) {
  Machine before, now;
  before.cpu_model = "AMD EPYC 7763";
  now.cpu_model = "Intel Xeon";
  before.kernel = "6.1.0-18-amd64";
  now.kernel = "6.1.0-21-amd64";
  before.cores = 4;
  before.operating_system = "Ubuntu 24.04.1 LTS";
  now.operating_system = "Ubuntu 24.04.2 LTS";
  before.load = 1;
  BOOST_TEST(differences(before, now) ==
                 std::vector<std::string>{"CPU: AMD EPYC 7763 before, Intel Xeon now"},
             boost::test_tools::per_element());
  now.cores = 2;
  now.kernel = "6.8.0";
  now.operating_system = "Ubuntu 22.04.5 LTS";
  const std::vector<std::string> expected = {
      "CPU: AMD EPYC 7763 before, Intel Xeon now", "cores: 4 before, 2 now",
      "operating system: Ubuntu 24.04 before, Ubuntu 22.04 now", "kernel: 6.1 before, 6.8 now"};
  BOOST_TEST(differences(before, now) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_machine_does_not_differ_from_itself) {
  BOOST_TEST(differences(this_machine(), this_machine()).empty());
}

BOOST_AUTO_TEST_SUITE_END()
