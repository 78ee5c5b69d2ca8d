#include "launcher.hpp"

#include "baselines/error.hpp"
#include "interruption.hpp"
#include "launch_helper_image.hpp"
#include "launch_outcome.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <iterator>
#include <system_error>

namespace pawl::tools {

namespace {

constexpr std::size_t pipe_capacity = 256 << 10;
/// How often pipes are looked at: seldom enough not to disturb the child by being woken at each
/// line it prints.
constexpr int look_milliseconds = 25;

Descriptor open_for_child(const std::string& path, int flags) {
  return {::open(path.c_str(), flags | O_CLOEXEC), path.c_str()};
}

/// A file in memory that can be executed.
Descriptor memory_file() {
  constexpr unsigned executable = 0x10;  // MFD_EXEC, which kernels before 6.3 do not know
  int number = ::memfd_create("pawl-launch", MFD_CLOEXEC | executable);
  if (number < 0 && errno == EINVAL) number = ::memfd_create("pawl-launch", MFD_CLOEXEC);
  if (number < 0 && errno == EACCES)
    throw Error(Fault::io,
                "launch: this machine runs nothing from memory, where the launch helper is; as "
                "root: sysctl vm.memfd_noexec=1");
  return {number, "launch: a file in memory"};
}

/// The helper's program as such a file.
std::string helper_path() {
  static const Descriptor file = [] {
    Descriptor memory = memory_file();
    std::string_view rest = launch_helper_image();
    while (!rest.empty()) {
      const ssize_t written = ::write(memory.number(), rest.data(), rest.size());
      if (written < 0) throw io_error("launch", "the launch helper cannot be written");
      rest.remove_prefix(static_cast<std::size_t>(written));
    }
    return memory;
  }();
  return "/proc/self/fd/" + std::to_string(file.number());
}

std::string path_variable(const Invocation& invocation) {
  for (const std::string& entry : invocation.environment)
    if (entry.starts_with("PATH=")) return entry.substr(5);
  return "/usr/local/bin:/usr/bin:/bin";
}

bool is_executable(const std::filesystem::path& path) {
  struct stat status {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
         ::access(path.c_str(), X_OK) == 0;
}

std::string quoted(const std::string& text) {
  return "\"" + text + "\"";
}

/// Why the place cannot be used: it cannot be looked at, or else `otherwise`.
Error unusable(const std::string& place, const std::error_code& failure,
               const std::string& otherwise) {
  const bool is_absent = !failure || failure == std::errc::no_such_file_or_directory ||
                         failure == std::errc::not_a_directory;
  return {Fault::input,
          place + ": " + (is_absent ? otherwise : "cannot be looked at: " + failure.message())};
}

/// As execvp finds it, but once.
std::string resolve(const Invocation& invocation) {
  const std::string& name = invocation.arguments.front();
  if (name.find('/') != std::string::npos) {
    const std::filesystem::path there = invocation.directory / name;
    std::error_code failure;
    if (!std::filesystem::exists(there, failure))
      throw unusable(quoted(name), failure, "no such program; was it built?");
    if (!is_executable(there))
      throw Error(Fault::input, quoted(name) + ": is not executable; try chmod +x");
    return name;
  }
  const std::string path = path_variable(invocation) + ":";
  for (std::size_t begin = 0, end; (end = path.find(':', begin)) != std::string::npos;
       begin = end + 1) {
    const std::string candidate = path.substr(begin, end - begin) + "/" + name;
    if (is_executable(candidate)) return candidate;
  }
  throw Error(Fault::input, quoted(name) + ": no such program on PATH; is it installed?");
}

std::vector<char*> pointers(const std::vector<std::string>& strings) {
  std::vector<char*> result;
  for (const std::string& string : strings) result.push_back(const_cast<char*>(string.c_str()));
  result.push_back(nullptr);
  return result;
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

Launch::End end_of(const LaunchOutcome& outcome) {
  if (outcome.exec_error != 0) return Launch::End::not_started;
  if (outcome.timed_out) return Launch::End::timed_out;
  if (outcome.interrupted) return Launch::End::interrupted;
  return WIFEXITED(outcome.wait_status) ? Launch::End::exited : Launch::End::signalled;
}

int status_of(const LaunchOutcome& outcome) {
  if (outcome.exec_error != 0) return outcome.exec_error;
  return WIFEXITED(outcome.wait_status) ? WEXITSTATUS(outcome.wait_status)
                                        : WTERMSIG(outcome.wait_status);
}

void expect_conditions(const LaunchOutcome& outcome) {
  constexpr std::array options = {"", "--pin", "--nice", "--no-aslr"};
  if (outcome.refused == Refused::nothing) return;
  throw Error(Fault::io, std::string(options.at(static_cast<std::size_t>(outcome.refused))) +
                             ": the kernel refuses it: " + std::strerror(outcome.exec_error) +
                             "; leave it out, or run as root");
}

void fill(Launch& launch, const LaunchOutcome& outcome) {
  expect_conditions(outcome);
  launch.end = end_of(outcome);
  launch.status = status_of(outcome);
  launch.left_children = outcome.left_children;
  launch.wall_time = static_cast<double>(outcome.wall_nanoseconds) / 1e9;
  launch.user_time = seconds(outcome.usage.ru_utime);
  launch.system_time = seconds(outcome.usage.ru_stime);
  launch.peak_memory = static_cast<double>(outcome.usage.ru_maxrss) * 1024;
  launch.page_faults = static_cast<double>(outcome.usage.ru_minflt);
  launch.major_page_faults = static_cast<double>(outcome.usage.ru_majflt);
  launch.voluntary_switches = static_cast<double>(outcome.usage.ru_nvcsw);
  launch.involuntary_switches = static_cast<double>(outcome.usage.ru_nivcsw);
  std::copy(std::begin(outcome.counts), std::end(outcome.counts), launch.counts.begin());
}

std::string nanoseconds(double seconds) {
  return std::to_string(static_cast<long long>(std::min(seconds, 9e9) * 1e9));
}

/// What posix_spawn is told besides the program.
class SpawnSettings {
 public:
  SpawnSettings() {
    posix_spawn_file_actions_init(&actions_);
    posix_spawnattr_init(&attributes_);
    sigset_t none, standard;
    sigemptyset(&none);
    sigemptyset(&standard);
    for (const int signal : {SIGINT, SIGTERM, SIGPIPE, SIGALRM, SIGCHLD, SIGQUIT})
      sigaddset(&standard, signal);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &standard);
    posix_spawnattr_setpgroup(&attributes_, 0);  // Ctrl-C is for pawl, which passes it on
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  void pass(const Descriptor& ours, int theirs) {
    posix_spawn_file_actions_adddup2(&actions_, ours.number(), theirs);
  }
  void change_to(const std::filesystem::path& directory) {
    if (!directory.empty()) posix_spawn_file_actions_addchdir_np(&actions_, directory.c_str());
  }
  const posix_spawn_file_actions_t* actions() const { return &actions_; }
  const posix_spawnattr_t* attributes() const { return &attributes_; }

 private:
  posix_spawn_file_actions_t actions_;
  posix_spawnattr_t attributes_;
};

/// Reads what there is, at most one pipe full, so that a writer that never ends cannot hold us.
std::size_t drain_pipe(int descriptor, Captured& captured) {
  std::array<char, 64 << 10> buffer;
  std::size_t total = 0;
  while (total < pipe_capacity) {
    const ssize_t got = ::read(descriptor, buffer.data(), buffer.size());
    if (got <= 0) break;
    captured.append({buffer.data(), static_cast<std::size_t>(got)});
    total += static_cast<std::size_t>(got);
  }
  return total;
}

}  // namespace

bool ended_well(const Launch& launch) {
  return launch.end == Launch::End::exited && launch.status == 0;
}

std::string describe(const Launch& launch) {
  switch (launch.end) {
    case Launch::End::exited:
      return "exited with status " + std::to_string(launch.status);
    case Launch::End::signalled:
      return "killed by signal " + std::to_string(launch.status) + " (" +
             ::strsignal(launch.status) + ")" +
             (launch.status == SIGKILL ? "; was memory short?" : "");  // it was not for its time
    case Launch::End::timed_out:
      return "ran into its time-out";
    case Launch::End::interrupted:
      return "was interrupted";
    case Launch::End::not_started:
      break;
  }
  return std::string("could not be started: ") + std::strerror(launch.status);
}

std::string last_words(const Launch& launch) {
  const std::string errors = launch.errors.last_lines();
  return errors.empty() ? launch.output.last_lines() : errors;
}

Launcher::Pipe Launcher::make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) throw io_error("launch", "no pipe to be had");
  Pipe pipe{Descriptor(ends[0], "pipe"), Descriptor(ends[1], "pipe")};
  ::fcntl(pipe.read.number(), F_SETFL, O_NONBLOCK);
  ::fcntl(pipe.read.number(), F_SETPIPE_SZ, static_cast<int>(pipe_capacity));  // as far as allowed
  return pipe;
}

Launcher::Launcher(const Invocation& invocation)
    : keep_output_(invocation.keep_output), tidies_up_(invocation.tidies_up) {
  std::error_code failure;
  if (!invocation.directory.empty() &&
      !std::filesystem::is_directory(invocation.directory, failure))
    throw unusable(invocation.directory.string(), failure, "no such directory to run in");
  if (!invocation.input.empty() && ::access(invocation.input.c_str(), R_OK) != 0)
    throw Error(Fault::input,
                io_error(invocation.input.string(), "cannot be read as input").what());
  const std::string path = resolve(invocation);
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0)
    throw io_error("launch", "no socket to be had");
  socket_ = Descriptor(ends[0], "launch: socket");
  const Descriptor theirs(ends[1], "launch: socket");
  errors_ = make_pipe();
  if (keep_output_ > 0) {
    output_ = make_pipe();
  } else {
    output_.write = open_for_child("/dev/null", O_WRONLY);
  }
  start_helper(invocation, path, theirs);
  output_.write.close();
  errors_.write.close();
}

void Launcher::start_helper(const Invocation& invocation, const std::string& path,
                            const Descriptor& socket) {
  const Conditions& conditions = invocation.conditions;
  std::vector<std::string> arguments = {"pawl-launch",
                                        nanoseconds(invocation.timeout),
                                        nanoseconds(invocation.grace),
                                        std::to_string(conditions.cpu.value_or(-1)),
                                        std::to_string(conditions.nice),
                                        conditions.fixed_addresses ? "1" : "0",
                                        conditions.counters ? "1" : "0",
                                        path};
  arguments.insert(arguments.end(), invocation.arguments.begin(), invocation.arguments.end());
  const Descriptor input =
      open_for_child(invocation.input.empty() ? "/dev/null" : invocation.input.string(), O_RDONLY);
  SpawnSettings settings;
  settings.pass(input, STDIN_FILENO);
  settings.pass(output_.write, STDOUT_FILENO);
  settings.pass(errors_.write, STDERR_FILENO);
  settings.pass(socket, launch_descriptor);
  settings.change_to(invocation.directory);
  errno = ::posix_spawn(&helper_, helper_path().c_str(), settings.actions(), settings.attributes(),
                        pointers(arguments).data(), pointers(invocation.environment).data());
  if (errno == 0) return;
  helper_ = -1;
  throw io_error(quoted(invocation.arguments.front()), "the launch helper could not be started");
}

Launcher::~Launcher() {
  if (helper_ < 0) return;
  socket_.close();
  ::kill(helper_, SIGTERM);
  int status = 0;
  while (::waitpid(helper_, &status, 0) < 0 && errno == EINTR) {
  }
}

void Launcher::interrupt() {
  ::kill(helper_, SIGTERM);
}

Launch Launcher::launch() {
  Launch launch;
  launch.output = Captured(keep_output_);
  const char request = 'l';
  if (::send(socket_.number(), &request, 1, MSG_NOSIGNAL) != 1)
    throw io_error("launch", "the launch helper is gone");
  await_outcome(launch);
  drain(launch);
  return launch;
}

/// Bytes drained of the pipe that had more.
std::size_t Launcher::drain(Launch& launch) {
  const std::size_t errors = drain_pipe(errors_.read.number(), launch.errors);
  return keep_output_ > 0 ? std::max(errors, drain_pipe(output_.read.number(), launch.output))
                          : errors;
}

void Launcher::await_outcome(Launch& launch) {
  bool watch_pipes = false;
  for (;;) {
    const auto when = [](bool wanted, const Descriptor& descriptor) {
      return pollfd{wanted ? descriptor.number() : -1, POLLIN, 0};
    };
    std::array<pollfd, 3> descriptors = {when(true, socket_), when(watch_pipes, errors_.read),
                                         when(watch_pipes, output_.read)};
    ::poll(descriptors.data(), descriptors.size(), look_milliseconds);
    if (tidies_up_ ? Interruption::is_urgent() : Interruption::signal() != 0)
      ::kill(helper_, SIGTERM);
    if (descriptors[0].revents != 0) break;
    // A pipe that fills is watched for as long as it flows; others only looked at.
    watch_pipes = drain(launch) >= (watch_pipes ? 1 : pipe_capacity / 8);
  }
  LaunchOutcome outcome;
  const ssize_t got = ::recv(socket_.number(), &outcome, sizeof outcome, 0);
  if (got != static_cast<ssize_t>(sizeof outcome))
    throw Error(Fault::io, "launch: the launch helper was killed; is there too little memory?");
  fill(launch, outcome);
}

}  // namespace pawl::tools
