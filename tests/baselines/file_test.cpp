#include "baselines/file.hpp"

#include "baselines/error.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

using namespace pawl::baselines;
using pawl::Error;
using pawl::Fault;
using pawl::tests::TemporaryDirectory;

namespace {

/// What a thread asked of the system while it is alive.
struct Watch {
  Watch() { current = this; }
  ~Watch() { current = nullptr; }
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  std::vector<std::string> synced;
  std::size_t umasks = 0, reads = 0;
  static thread_local Watch* current;
};
thread_local Watch* Watch::current = nullptr;

}  // namespace

// In place of libc's, for the whole program.
extern "C" int fsync(int file) {
  if (Watch::current != nullptr)
    Watch::current->synced.push_back(
        std::filesystem::read_symlink("/proc/self/fd/" + std::to_string(file)).filename().string());
  return static_cast<int>(::syscall(SYS_fsync, file));
}
extern "C" ssize_t read(int file, void* data, size_t size) {
  if (Watch::current != nullptr) ++Watch::current->reads;
  return ::syscall(SYS_read, file, data, size);
}
extern "C" mode_t umask(mode_t mask) noexcept {
  if (Watch::current != nullptr) ++Watch::current->umasks;
  return static_cast<mode_t>(::syscall(SYS_umask, mask));
}

namespace {

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  BOOST_REQUIRE(::stat(path.c_str(), &status) == 0);
  return status.st_mode & 0777u;
}

auto faults(Fault fault, const std::string& part) {
  return [=](const Error& error) {
    return error.fault == fault && std::string(error.what()).find(part) != std::string::npos;
  };
}

std::ptrdiff_t entries(const std::filesystem::path& directory) {
  return std::distance(std::filesystem::directory_iterator(directory), {});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file)

BOOST_AUTO_TEST_CASE(what_was_written_is_read) {
  const TemporaryDirectory directory;
  std::string contents(200'000, 'x');
  contents += std::string("\0\xff\n", 3);
  write_file(directory / "a" / "b" / "run.json", contents);
  BOOST_TEST((read_file(directory / "a" / "b" / "run.json") == contents));
}

// It may be on a slow disk, or be a terabyte of nothing.
BOOST_AUTO_TEST_CASE(a_file_that_is_too_large_is_refused_by_its_size_and_not_read) {
  const TemporaryDirectory directory;
  write_file(directory / "f", "text");
  std::filesystem::resize_file(directory / "f", 1001);
  const Watch watch;
  BOOST_CHECK_EXCEPTION(read_file(directory / "f", 1000), Error, faults(Fault::input, "1000"));
  BOOST_TEST(watch.reads == 0u);
  BOOST_TEST(read_file(directory / "f", 1001).size() == 1001u);
  BOOST_TEST(watch.reads > 0u);
}

BOOST_AUTO_TEST_CASE(replacing_leaves_one_file_and_its_permissions) {
  const TemporaryDirectory directory;
  write_file(directory / "f", "old");
  BOOST_REQUIRE(::chmod((directory / "f").c_str(), 0640) == 0);
  write_file(directory / "f", "new");
  BOOST_TEST(read_file(directory / "f") == "new");
  BOOST_TEST(entries(directory.path()) == 1);
  BOOST_TEST(mode_of(directory / "f") == 0640u);
}

// The mask is the process's: were it changed to be read, another thread's file would go without.
BOOST_AUTO_TEST_CASE(a_new_file_has_the_permissions_of_the_mask_which_stays) {
  const TemporaryDirectory directory;
  const mode_t before = ::umask(027);
  {
    const Watch watch;
    write_file(directory / "f", "new");
    BOOST_TEST(watch.umasks == 0u);
  }
  ::umask(before);
  BOOST_TEST(mode_of(directory / "f") == 0640u);
}

BOOST_AUTO_TEST_CASE(all_entries_of_a_new_path_are_made_durable) {
  const TemporaryDirectory directory;
  const Watch watch;
  write_file(directory / "a" / "b" / "f", "new");
  for (const std::string& made_in :
       {directory.path().filename().string(), std::string("a"), std::string("b")})
    BOOST_TEST(std::count(watch.synced.begin(), watch.synced.end(), made_in) == 1, made_in);
}

BOOST_AUTO_TEST_CASE(a_symbolic_link_stays_one) {
  const TemporaryDirectory directory;
  write_file(directory / "target", "old");
  std::filesystem::create_symlink("target", directory / "link");
  write_file(directory / "link", "new");
  BOOST_TEST(std::filesystem::is_symlink(directory / "link"));
  BOOST_TEST(read_file(directory / "target") == "new");
}

BOOST_AUTO_TEST_CASE(a_symbolic_link_whose_target_is_missing_stays_one) {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink("further", directory / "link");
  std::filesystem::create_symlink("there/target", directory / "further");
  write_file(directory / "link", "new");
  BOOST_TEST(std::filesystem::is_symlink(directory / "link"));
  BOOST_TEST(std::filesystem::is_symlink(directory / "further"));
  BOOST_TEST(read_file(directory / "there" / "target") == "new");
}

BOOST_AUTO_TEST_CASE(symbolic_links_in_a_circle_are_refused) {
  const TemporaryDirectory directory;
  std::filesystem::create_symlink("b", directory / "a");
  std::filesystem::create_symlink("a", directory / "b");
  BOOST_CHECK_EXCEPTION(write_file(directory / "a", "x"), Error, faults(Fault::io, "symbolic"));
  BOOST_TEST(std::filesystem::is_symlink(directory / "a"));
}

BOOST_AUTO_TEST_CASE(a_pipe_or_device_is_written_to_and_stays_one) {
  const TemporaryDirectory directory;
  const std::filesystem::path pipe = directory / "pipe";
  BOOST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  const int reader = ::open(pipe.c_str(), O_RDONLY | O_NONBLOCK);
  write_file(pipe, "through");
  char got[16] = {};
  BOOST_TEST(::read(reader, got, sizeof got) == 7);
  BOOST_TEST(got == "through");
  BOOST_TEST(std::filesystem::is_fifo(pipe));
  BOOST_TEST(entries(directory / "") == 1);
  ::close(reader);
}

BOOST_AUTO_TEST_CASE(a_failed_write_leaves_no_part) {
  const TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "taken");
  BOOST_CHECK_EXCEPTION(write_file(directory / "taken", "x"), Error, faults(Fault::io, "taken"));
  BOOST_TEST(entries(directory.path()) == 1);
}

BOOST_AUTO_TEST_CASE(absent_is_nullopt_or_a_sentence) {
  const TemporaryDirectory directory;
  BOOST_TEST(!read_file_if_present(directory / "none"));
  BOOST_CHECK_EXCEPTION(read_file(directory / "none"), Error, faults(Fault::io, "no such file"));
  BOOST_CHECK_EXCEPTION(read_file(directory.path()), Error, faults(Fault::io, "cannot be read"));
}

BOOST_AUTO_TEST_CASE(a_file_beyond_the_limit_is_refused) {
  const TemporaryDirectory directory;
  write_file(directory / "big", std::string(1000, 'x'));
  BOOST_TEST(read_file(directory / "big", 1000).size() == 1000u);
  BOOST_CHECK_EXCEPTION(read_file(directory / "big", 999), Error,
                        faults(Fault::input, "larger than 999 bytes"));
}

BOOST_AUTO_TEST_CASE(appending_keeps_what_was_there) {
  const TemporaryDirectory directory;
  append_to_file(directory / "summary.md", "one\n");
  append_to_file(directory / "summary.md", "two\n");
  BOOST_TEST(read_file(directory / "summary.md") == "one\ntwo\n");
  BOOST_CHECK_THROW(append_to_file(directory.path(), "x"), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
