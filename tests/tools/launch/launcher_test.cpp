#include "tools/launch/launcher.hpp"

#include "baselines/error.hpp"
#include "baselines/text/shell_word.hpp"
#include "support/temporary_directory.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/launch/launch_helper_image.hpp"
#include "tools/launch/launch_outcome.hpp"

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>

using namespace pawl::tools;
using pawl::Error;
using pawl::Fault;
using pawl::tests::TemporaryDirectory;

namespace {

Invocation shell(const std::string& script) {
  return {.arguments = {"/bin/sh", "-c", script}, .environment = {"PATH=/usr/bin:/bin"}};
}

Launch launch(const Invocation& program) {
  return Launcher(program).launch();
}

auto says(const std::string& part) {
  return [=](const Error& error) {
    return error.fault == Fault::input && std::string(error.what()).find(part) != std::string::npos;
  };
}

bool has_no_children() {
  return ::waitpid(-1, nullptr, WNOHANG) < 0 && errno == ECHILD;
}

bool is_alive(const std::string& pid) {
  return ::kill(std::stoi(pid), 0) == 0;
}

/// Until its end this process deals with a signal as a program that was started so.
class StartedWith {
 public:
  StartedWith(int signal, sighandler_t handler)
      : signal_(signal), before_(::signal(signal, handler)) {}
  StartedWith(const StartedWith&) = delete;
  StartedWith& operator=(const StartedWith&) = delete;
  ~StartedWith() { ::signal(signal_, before_); }

 private:
  int signal_;
  sighandler_t before_;
};

/// A memory cgroup of its own that may hold so many bytes, where this process may make one (as
/// root, mostly).
class MemoryCgroup {
 public:
  explicit MemoryCgroup(std::size_t bytes) {
    const bool is_first = std::filesystem::exists("/sys/fs/cgroup/memory");
    directory_ = std::filesystem::path("/sys/fs/cgroup") / (is_first ? "memory" : "") /
                 ("pawl-test-" + std::to_string(::getpid()));
    std::error_code refused;
    std::filesystem::create_directory(directory_, refused);
    std::ofstream limit(directory_ / (is_first ? "memory.limit_in_bytes" : "memory.max"));
    limit << bytes << std::flush;
    holds_ = !refused && limit;
  }
  MemoryCgroup(const MemoryCgroup&) = delete;
  MemoryCgroup& operator=(const MemoryCgroup&) = delete;
  ~MemoryCgroup() {
    std::error_code ignored;
    std::filesystem::remove(directory_, ignored);
  }
  bool holds() const { return holds_; }
  std::filesystem::path members() const { return directory_ / "cgroup.procs"; }

 private:
  std::filesystem::path directory_;
  bool holds_ = false;
};

boost::test_tools::assertion_result may_make_a_cgroup(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result may = MemoryCgroup(20'000'000).holds();
  if (!may) may.message() << "no memory cgroup can be made here";
  return may;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(launcher)

BOOST_AUTO_TEST_CASE(exit_status_and_output_are_the_programs) {
  const Launch done = launch(shell("echo to out; echo to err >&2; exit 3"));
  BOOST_TEST((done.end == Launch::End::exited));
  BOOST_TEST(done.status == 3);
  BOOST_TEST(done.output.text() == "to out\n");
  BOOST_TEST(done.errors.text() == "to err\n");
  BOOST_TEST(describe(done) == "exited with status 3");
}

BOOST_AUTO_TEST_CASE(a_launcher_launches_afresh_each_time) {
  const TemporaryDirectory directory;
  Invocation program = shell("read line; echo \"$line $X $(pwd)\"");
  std::ofstream(directory / "input") << "first\nsecond\n";
  program.input = directory / "input";
  program.directory = directory.path();
  program.environment.push_back("X=given");
  Launcher launcher(program);
  for (int i = 0; i < 20; ++i)
    BOOST_TEST(launcher.launch().output.text() ==
               "first given " + directory.path().string() + "\n");
}

BOOST_AUTO_TEST_CASE(what_it_used_is_told) {
  const Launch done = launch(shell("i=0; while [ $i -lt 30000 ]; do i=$((i+1)); done"));
  BOOST_TEST(done.wall_time > 0);
  BOOST_TEST(done.user_time > 0);
  BOOST_TEST(done.wall_time >= (done.user_time + done.system_time) * 0.5);
  BOOST_TEST(done.page_faults > 0);
}

BOOST_AUTO_TEST_CASE(peak_memory_is_the_childs_not_ours) {
  const std::vector<char> ballast(200 << 20, 'x');
  const Launch small = launch(shell("exit 0"));
  BOOST_TEST(small.peak_memory > 0);
  BOOST_TEST(small.peak_memory < 20 << 20);
  const Launch large = launch(shell("x=$(head -c 30000000 /dev/zero | tr '\\0' x)"));
  BOOST_TEST(large.peak_memory > 30'000'000);
  BOOST_TEST(ballast.back() == 'x');
}

BOOST_AUTO_TEST_CASE(a_signal_is_no_exit) {
  const Launch done = launch(shell("kill -9 $$"));
  BOOST_TEST((done.end == Launch::End::signalled));
  BOOST_TEST(describe(done) == "killed by signal 9 (Killed); was memory short?");
}

BOOST_AUTO_TEST_CASE(what_signals_its_own_group_signals_nobody_else) {
  Launcher launcher(shell("kill -9 0"));
  for (int i = 0; i < 2; ++i) {
    const Launch done = launcher.launch();
    BOOST_TEST((done.end == Launch::End::signalled));
    BOOST_TEST(done.status == 9);
  }
}

BOOST_AUTO_TEST_CASE(a_time_out_ends_even_what_ignores_the_signal) {
  Invocation program = shell("trap '' TERM; echo $$; while :; do sleep 100; done");
  program.timeout = 0.1;
  program.grace = 0.1;
  const Launch done = launch(program);
  BOOST_TEST((done.end == Launch::End::timed_out));
  BOOST_TEST(!is_alive(done.output.text()));
  BOOST_TEST(has_no_children());
}

BOOST_AUTO_TEST_CASE(a_time_out_asks_before_it_kills) {
  Invocation program = shell("trap 'sleep 0.3; echo tidied; exit' TERM; sleep 100 & wait");
  program.timeout = 0.5;
  program.grace = 60;
  const Launch done = launch(program);
  BOOST_TEST((done.end == Launch::End::timed_out));
  BOOST_TEST(done.output.text() == "tidied\n");
}

BOOST_AUTO_TEST_CASE(a_time_out_ends_the_whole_group) {
  Invocation program = shell("sleep 100 & echo $!; wait");
  program.timeout = 0.1;
  const Launch done = launch(program);
  BOOST_TEST((done.end == Launch::End::timed_out));
  BOOST_TEST(!is_alive(done.output.text()));
}

BOOST_AUTO_TEST_CASE(a_time_out_ends_what_has_left_its_group) {
  Invocation program = shell(
      "exec python3 -c 'import os, time\n"
      "leader = os.fork()\n"
      "if leader:\n"
      "  os.setpgid(leader, leader); os.setpgid(0, leader)\n"
      "time.sleep(10)\n"
      "print(\"escaped\")'");
  program.timeout = 0.5;
  program.grace = 0.1;
  const Launch done = launch(program);
  BOOST_TEST((done.end == Launch::End::timed_out));
  BOOST_TEST(done.output.text() == "");
  BOOST_TEST(has_no_children());
}

BOOST_AUTO_TEST_CASE(grandchildren_that_outlive_it_are_ended_and_told) {
  const Launch done = launch(shell("sleep 100 & echo $!"));
  BOOST_TEST((done.end == Launch::End::exited));
  BOOST_TEST(done.left_children);
  BOOST_TEST(!is_alive(done.output.text()));
  BOOST_TEST(!launch(shell("sleep 0 & wait")).left_children);
  const Launch stubborn = launch(shell("trap '' TERM; (sleep 20; echo escaped) &"));
  BOOST_TEST(stubborn.left_children);
  BOOST_TEST(stubborn.output.text() == "");
}

// Both may be killed for want of memory.
BOOST_AUTO_TEST_CASE(a_launch_ends_with_pawl_and_with_the_helper) {
  const TemporaryDirectory directory;
  const std::string fifo = (directory / "fifo").string();
  BOOST_REQUIRE(::mkfifo(fifo.c_str(), 0600) == 0);
  for (const bool is_pawl : {true, false}) {
    const pid_t pawl = ::fork();
    if (pawl == 0) {
      const std::string victim = is_pawl ? std::to_string(::getpid()) : "$PPID";
      try {
        launch(shell("exec 9>" + pawl::baselines::shell_word(fifo) + "; kill -9 " + victim +
                     "; sleep 20 9>&-; echo escaped >&9"));
      } catch (const Error&) {  // that the helper is gone
      }
      ::_exit(0);
    }
    std::ifstream told(fifo);
    const std::string all{std::istreambuf_iterator<char>(told), {}};
    BOOST_TEST(all == "");
    ::waitpid(pawl, nullptr, 0);
  }
}

// Pawl's end, and with it the signal, may come just before the helper looks for it.
BOOST_AUTO_TEST_CASE(what_a_pawl_asked_for_that_has_gone_is_not_launched) {
  const TemporaryDirectory directory;
  const std::string helper = directory / "helper", trace = directory / "trace";
  std::ofstream(helper, std::ios::binary) << launch_helper_image();
  std::filesystem::permissions(helper, std::filesystem::perms::owner_all);
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0);
  BOOST_REQUIRE(::send(ends[0], "l", 1, 0) == 1);
  ::close(ends[0]);
  const pid_t child = ::fork();
  if (child == 0) {
    if (ends[1] == launch_descriptor) ::fcntl(ends[1], F_SETFD, 0);
    ::dup2(ends[1], launch_descriptor);
    ::execl(helper.c_str(), "helper", "0", "0", "-1", "0", "0", "0", "/usr/bin/touch", "touch",
            trace.c_str(), nullptr);
    ::_exit(127);
  }
  ::close(ends[1]);
  int status = 0;
  BOOST_REQUIRE(::waitpid(child, &status, 0) == child);
  BOOST_TEST(WIFEXITED(status));
  BOOST_TEST(WEXITSTATUS(status) == 0);
  BOOST_TEST(!std::filesystem::exists(trace));
}

BOOST_AUTO_TEST_CASE(a_daemon_that_keeps_the_pipe_open_does_not_hold_us_and_is_ended) {
  const Launch done = launch(shell("setsid sleep 100 & echo $!"));
  BOOST_TEST((done.end == Launch::End::exited));
  BOOST_TEST(done.left_children);
  BOOST_TEST(!is_alive(done.output.text()));
}

BOOST_AUTO_TEST_CASE(grandchildren_that_ignore_the_signal_and_left_the_group_are_ended) {
  Invocation program = shell(
      "setsid sh -c 'trap \"\" TERM; echo $$; sleep 100; :' & "
      "trap '' TERM; while :; do sleep 100; done");
  program.timeout = 0.3;
  program.grace = 0.05;
  const Launch done = launch(program);
  BOOST_TEST((done.end == Launch::End::timed_out));
  BOOST_TEST(done.left_children);
  BOOST_TEST(!is_alive(done.output.text()));
  BOOST_TEST(has_no_children());
}

BOOST_AUTO_TEST_CASE(a_crowd_of_grandchildren_is_ended) {
  const Launch done =
      launch(shell("i=0; while [ $i -lt 50 ]; do setsid sleep 100 & i=$((i+1)); done"));
  BOOST_TEST(done.status == 0);
  BOOST_TEST(done.left_children);
  BOOST_TEST(launch(shell("exit 5")).status == 5);
}

BOOST_AUTO_TEST_CASE(binary_output_is_kept_as_it_is_and_fit_for_a_sentence) {
  const Launch done = launch(shell("printf '\\000\\377\\033[31m'; printf 'a\\000\\377\\033b' >&2"));
  BOOST_TEST(done.output.text() == std::string("\0\xff\x1b[31m", 7));
  BOOST_TEST(done.errors.last_lines(3, 100) == "a???b");
}

BOOST_AUTO_TEST_CASE(a_program_killed_from_outside_is_no_time_out) {
  Invocation program = shell("kill -TERM $$; sleep 100");
  program.timeout = 60;
  BOOST_TEST(describe(launch(program)) == "killed by signal 15 (Terminated)");
  BOOST_TEST(describe(launch(shell("kill -SEGV $$"))).starts_with("killed by signal 11"));
}

BOOST_AUTO_TEST_CASE(a_program_killed_for_want_of_memory_is_told_and_no_hang,
                     *boost::unit_test::precondition(may_make_a_cgroup)) {
  const MemoryCgroup group(20'000'000);
  const Launch done =
      launch(shell("echo $$ > " + pawl::baselines::shell_word(group.members().string()) +
                   " && exec tail /dev/zero"));
  BOOST_TEST(describe(done).starts_with("killed by signal 9"));
  BOOST_TEST(has_no_children());
}

BOOST_AUTO_TEST_CASE(conditions_are_those_of_the_program) {
  Invocation program =
      shell("nice; grep Cpus_allowed_list /proc/self/status; cat /proc/self/personality");
  cpu_set_t usable;
  ::sched_getaffinity(0, sizeof usable, &usable);
  int last = CPU_SETSIZE - 1;
  while (!CPU_ISSET(static_cast<unsigned>(last), &usable)) --last;
  program.conditions = {.cpu = last, .nice = 19, .fixed_addresses = true};
  const std::string pinned = "Cpus_allowed_list:\t" + std::to_string(last) + "\n";
  const std::string text = launch(program).output.text();
  BOOST_TEST(text.starts_with("19\n" + pinned));
  BOOST_TEST(text.ends_with("00040000\n"));
  program.conditions = {};
  BOOST_TEST(launch(program).output.text().ends_with("00000000\n"));
}

// Root may go before others; who may not is told so.
BOOST_AUTO_TEST_CASE(a_negative_niceness_is_the_programs_or_refused) {
  Invocation program = shell("nice");
  program.conditions.nice = -1;
  try {
    BOOST_TEST(launch(program).output.text() == "-1\n");
  } catch (const Error& error) {
    BOOST_TEST(std::string(error.what()).starts_with("--nice: the kernel refuses it: "));
  }
}

BOOST_AUTO_TEST_CASE(a_condition_that_is_refused_is_told) {
  Invocation program = shell("true");
  program.conditions.cpu = 1023;
  BOOST_CHECK_EXCEPTION(launch(program), Error, [](const Error& error) {
    return error.fault == Fault::io && std::string(error.what()).starts_with("--pin: ");
  });
}

BOOST_AUTO_TEST_CASE(a_count_is_that_of_one_launch_with_its_children) {
#ifdef __SANITIZE_THREAD__
  // The child begins in our memory: its calls would be taken for this thread's from then on.
  return;
#endif
  // The processor may show no counters; the kernel counts page faults itself, if it may.
  constexpr CounterEvent page_faults{"page_faults", 1, 2};
  const int is_allowed = open_counter(page_faults);
  if (is_allowed < 0) return;
  BOOST_TEST(take_count(is_allowed) == -1);  // it never ran
  const auto faults = [&](const char* script) {
    int descriptor = -1;
    const auto become = [](void* given) {
      ::execl("/bin/sh", "sh", "-c", static_cast<const char*>(given), nullptr);
      ::_exit(127);
    };
    const pid_t child =
        start_counted(become, const_cast<char*>(script), &page_faults, 1, &descriptor);
    ::waitpid(child, nullptr, 0);
    return take_count(descriptor);
  };
  for (int i = 0; i < 10; ++i) {
    const double one = faults("exit 0");
    BOOST_TEST(one > 10);
    BOOST_TEST(faults("sh -c 'exit 0'; sh -c 'exit 0'; exit 0") > one * 1.8);
  }
  BOOST_TEST(take_count(-ENOENT) < 0);
}

BOOST_AUTO_TEST_CASE(counters_that_are_not_there_are_not_known) {
  Invocation program = shell("true");
  for (const double count : launch(program).counts) BOOST_TEST(count == -1);
  program.conditions.counters = true;
  const Launch done = launch(program);
  BOOST_TEST((done.end == Launch::End::exited));
  const bool are_all_there =
      std::all_of(done.counts.begin(), done.counts.end(), [](double count) { return count >= 0; });
  if (!absent_counters().empty()) BOOST_TEST(!are_all_there);
}

BOOST_AUTO_TEST_CASE(output_of_any_size_is_drained_in_bounded_memory) {
  const Launch done = launch(shell("head -c 1000000000 /dev/zero; echo the end"));
  BOOST_TEST(done.status == 0);
  BOOST_TEST(done.output.size() == 1'000'000'008u);
  BOOST_TEST(!done.output.is_whole());
  BOOST_TEST(done.output.text().size() < 200'000u);
  BOOST_TEST(done.output.text().ends_with("the end\n"));
}

BOOST_AUTO_TEST_CASE(both_pipes_may_fill) {
  const Launch done =
      launch(shell("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero >&2; echo done"));
  BOOST_TEST(done.output.size() == 3'000'005u);
  BOOST_TEST(done.errors.size() == 3'000'000u);
}

BOOST_AUTO_TEST_CASE(closed_output_is_no_end) {
  const Launch done = launch(shell("exec >&- 2>&-; sleep 0.05; exit 4"));
  BOOST_TEST(done.status == 4);
  BOOST_TEST(done.output.size() == 0u);
}

BOOST_AUTO_TEST_CASE(output_not_wanted_goes_nowhere) {
  Invocation program = shell("echo text; echo more >&2");
  program.keep_output = 0;
  const Launch done = launch(program);
  BOOST_TEST(done.output.size() == 0u);
  BOOST_TEST(done.errors.text() == "more\n");
}

BOOST_AUTO_TEST_CASE(only_the_three_standard_descriptors_are_passed_on) {
  const int mine = ::dup(STDERR_FILENO);
  const Launch done = launch(shell("ls /proc/self/fd"));
  ::close(mine);
  BOOST_TEST(done.output.text() == "0\n1\n2\n3\n");  // 3: of ls itself
}

BOOST_AUTO_TEST_CASE(what_cannot_run_is_said_before_it_is_tried) {
  const TemporaryDirectory directory;
  std::ofstream(directory / "file") << "text";
  BOOST_CHECK_EXCEPTION(launch({.arguments = {"no-such-program"}, .environment = {}}), Error,
                        says("\"no-such-program\": no such program on PATH"));
  BOOST_CHECK_EXCEPTION(launch({.arguments = {"./absent"}, .environment = {}}), Error,
                        says("no such program; was it built?"));
  BOOST_CHECK_EXCEPTION(launch({.arguments = {(directory / "file").string()}, .environment = {}}),
                        Error, says("is not executable"));
  Invocation elsewhere = shell("true");
  elsewhere.directory = directory / "none";
  BOOST_CHECK_EXCEPTION(launch(elsewhere), Error, says("no such directory"));
  elsewhere.directory = directory / "file/x";
  BOOST_CHECK_EXCEPTION(launch(elsewhere), Error, says("no such directory"));
  Invocation fed = shell("true");
  fed.input = directory / "none";
  BOOST_CHECK_EXCEPTION(launch(fed), Error, says("cannot be read as input"));
}

BOOST_AUTO_TEST_CASE(where_nobody_may_look_is_said_so) {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink("loop", directory / "loop");  // closed to root, too
  BOOST_CHECK_EXCEPTION(launch({.arguments = {directory / "loop/x"}, .environment = {}}), Error,
                        says("cannot be looked at: "));
  Invocation elsewhere = shell("true");
  elsewhere.directory = directory / "loop/x";
  BOOST_CHECK_EXCEPTION(launch(elsewhere), Error, says("cannot be looked at: "));
}

BOOST_AUTO_TEST_CASE(what_the_kernel_refuses_is_not_started) {
  const TemporaryDirectory directory;
  const std::filesystem::path script = directory / "script";
  std::ofstream(script) << "#!/no/such/interpreter\n";
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const Launch done = launch({.arguments = {script.string()}, .environment = {}});
  BOOST_TEST((done.end == Launch::End::not_started));
  BOOST_TEST(describe(done) == "could not be started: No such file or directory");
}

BOOST_AUTO_TEST_CASE(an_interruption_ends_the_launch_under_way) {
  const Interruption interruption;
  ::raise(SIGINT);
  const Launch done = launch(shell("sleep 20; echo escaped"));
  BOOST_TEST((done.end == Launch::End::interrupted));
  BOOST_TEST(done.output.text() == "");
  BOOST_TEST(Interruption::signal() == SIGINT);
}

BOOST_AUTO_TEST_CASE(what_tidies_up_outlives_an_interruption_but_no_second_one) {
  const Interruption interruption;
  Invocation tidying = shell("sleep 0.2; echo tidy; sleep $LONG");
  tidying.tidies_up = true;
  ::raise(SIGINT);
  tidying.environment.emplace_back("LONG=0");
  BOOST_TEST(launch(tidying).output.text() == "tidy\n");
  ::raise(SIGTERM);
  tidying.environment.back() = "LONG=20";
  BOOST_TEST((launch(tidying).end == Launch::End::interrupted));
}

// By the shell and by the kernel, which is no wish to end at once.
BOOST_AUTO_TEST_CASE(a_terminal_that_is_closed_interrupts_once_however_often_it_says_so) {
  const StartedWith standard(SIGHUP, SIG_DFL);
  const Interruption interruption;
  ::raise(SIGHUP);
  BOOST_TEST(Interruption::signal() == SIGHUP);
  ::raise(SIGHUP);
  BOOST_TEST(!Interruption::is_urgent());
  ::raise(SIGTERM);
  BOOST_TEST(Interruption::is_urgent());
}

BOOST_AUTO_TEST_CASE(what_was_started_to_outlive_its_terminal_does) {
  const StartedWith ignored(SIGHUP, SIG_IGN);
  const Interruption interruption;
  ::raise(SIGHUP);
  BOOST_TEST(Interruption::signal() == 0);
}

BOOST_AUTO_TEST_CASE(no_zombie_is_left) {
  for (int i = 0; i < 10; ++i) launch(shell("true"));
  BOOST_TEST(has_no_children());
}

BOOST_AUTO_TEST_CASE(many_launchers_may_exist) {
  std::vector<std::unique_ptr<Launcher>> launchers;
  for (int i = 0; i < 60; ++i)
    launchers.push_back(std::make_unique<Launcher>(shell("exit " + std::to_string(i))));
  for (int i = 0; i < 60; ++i)
    BOOST_TEST(launchers[static_cast<std::size_t>(i)]->launch().status == i);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(captured)

BOOST_AUTO_TEST_CASE(head_and_tail_are_kept) {
  Captured captured(4);
  for (const char c : std::string("0123456789abcdefghij")) captured.append({&c, 1});
  BOOST_TEST(captured.size() == 20u);
  BOOST_TEST(captured.text().starts_with("0123\n["));
  BOOST_TEST(captured.text().ends_with("ghij"));
}

BOOST_AUTO_TEST_CASE(a_whole_is_as_much_as_head_and_tail_may_hold) {
  Captured captured(4);
  captured.append("01234567");
  BOOST_TEST(captured.is_whole());
  BOOST_TEST(captured.text() == "01234567");
  captured.append("8");
  BOOST_TEST(!captured.is_whole());
  BOOST_TEST(captured.text() == "0123\n[1 bytes left out]\n5678");
}

BOOST_AUTO_TEST_CASE(last_lines_fit_a_sentence) {
  Captured captured;
  captured.append("one\ntwo\nthree \x1b[31m\xff\n\n");
  BOOST_TEST(captured.last_lines(1, 100) == "three ?[31m?");
  BOOST_TEST(captured.last_lines(2, 100) == "two three ?[31m?");
  BOOST_TEST(captured.last_lines(9, 100) == "one two three ?[31m?");
  BOOST_TEST(captured.last_lines(9, 5) == "[31m?");
  BOOST_TEST(Captured().last_lines(3, 10) == "");
}

// Node, Java and Go print a stack below it, which is all that the last lines would be.
BOOST_AUTO_TEST_CASE(what_went_wrong_is_told_before_the_last_lines) {
  Captured node;
  node.append("x.js:1\nError: no such module\n    at a\n    at b\n  }\n}\n\nNode.js v20\n");
  BOOST_TEST(node.last_lines() == "Error: no such module … }  Node.js v20");
  BOOST_TEST(node.last_lines(3, 32) == "Error: no such m … Node.js v20");
  Captured python;
  python.append("Error: first\nTraceback:\n  File \"a\"\n    f()\nKeyError: 5\n");
  BOOST_TEST(python.last_lines() == "  File \"a\"     f() KeyError: 5");
}

BOOST_AUTO_TEST_SUITE_END()
