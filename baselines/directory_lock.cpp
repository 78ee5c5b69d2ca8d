#include "directory_lock.hpp"

#include "error.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace pawl::baselines {

DirectoryLock::DirectoryLock(const std::filesystem::path& directory) {
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure)
    throw Error(Fault::io, directory.string() + ": cannot be made: " + failure.message());
  descriptor_ = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ < 0) throw io_error(directory.string(), "cannot be opened");
  while (::flock(descriptor_, LOCK_EX) != 0) {
    if (errno == EINTR) continue;
    const Error error = io_error(directory.string(), "cannot be locked");
    ::close(descriptor_);
    throw error;
  }
}

DirectoryLock::~DirectoryLock() {
  ::close(descriptor_);
}

}  // namespace pawl::baselines
