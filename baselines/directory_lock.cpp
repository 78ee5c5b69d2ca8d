#include "directory_lock.hpp"

#include "error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace pawl::baselines {

namespace {

int opened(const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure)
    throw Error(Fault::io, directory.string() + ": cannot be made: " + failure.message());
  const int descriptor = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) throw io_error(directory.string(), "cannot be opened");
  return descriptor;
}

/// False when another has it, which takes LOCK_NB. Closes the descriptor unless it is locked.
bool lock(int descriptor, int how, const std::filesystem::path& directory) {
  while (::flock(descriptor, how) != 0) {
    if (errno == EINTR) continue;
    const bool is_taken = errno == EWOULDBLOCK;
    const Error error = io_error(directory.string(), "cannot be locked");
    ::close(descriptor);
    if (is_taken) return false;
    throw error;
  }
  return true;
}

}  // namespace

DirectoryLock::DirectoryLock(const std::filesystem::path& directory)
    : descriptor_(opened(directory)) {
  lock(descriptor_, LOCK_EX, directory);
}

std::unique_ptr<DirectoryLock> DirectoryLock::if_free(const std::filesystem::path& directory) {
  const int descriptor = opened(directory);
  if (!lock(descriptor, LOCK_EX | LOCK_NB, directory)) return nullptr;
  return std::unique_ptr<DirectoryLock>(new DirectoryLock(descriptor));
}

DirectoryLock::~DirectoryLock() {
  ::close(descriptor_);
}

}  // namespace pawl::baselines
