#include "file.hpp"

#include "error.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

namespace pawl::baselines {
namespace {

/// Closes on the way out; owns nothing when negative.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }
  /// Closes now; false when what was written could not be kept.
  bool close() { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

/// Removes the unfinished file unless it was renamed into place.
class Unfinished {
 public:
  explicit Unfinished(std::string path) : path_(std::move(path)) {}
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  ~Unfinished() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  void keep() { path_.clear(); }

 private:
  std::string path_;
};

std::string contents_of(int file, const std::filesystem::path& path, std::size_t largest) {
  std::string contents;
  constexpr std::size_t chunk = 1 << 16;
  for (;;) {
    const std::size_t had = contents.size();
    contents.resize(had + chunk);
    const ssize_t got = ::read(file, contents.data() + had, chunk);
    if (got < 0 && errno != EINTR) throw io_error(path.string(), "cannot be read");
    contents.resize(had + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got == 0) return contents;
    if (contents.size() > largest)
      throw Error(Fault::input, path.string() + ": larger than " + std::to_string(largest) +
                                    " bytes, which no file of Pawl's needs; is it the right one?");
  }
}

void write_all(int file, std::string_view contents, const std::filesystem::path& path) {
  while (!contents.empty()) {
    const ssize_t put = ::write(file, contents.data(), contents.size());
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) throw io_error(path.string(), "cannot be written");
    contents.remove_prefix(static_cast<std::size_t>(put));
  }
}

/// Makes the rename itself survive a power cut. Best effort: some file systems refuse.
void sync_directory(const std::filesystem::path& directory) {
  const Descriptor handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle.number() >= 0) ::fsync(handle.number());
}

mode_t mode_for(const std::filesystem::path& path) {
  struct stat old {};
  if (::stat(path.c_str(), &old) == 0) return old.st_mode & 07777;
  const mode_t mask = ::umask(0);
  ::umask(mask);
  return 0666 & ~mask;
}

/// A device, pipe or socket: it is written to, never replaced, or /dev/null would become a file.
bool takes_writing_in_place(const std::filesystem::path& path) {
  std::error_code ignored;
  const auto status = std::filesystem::status(path, ignored);
  return std::filesystem::is_other(status);
}

void write_in_place(const std::filesystem::path& path, std::string_view contents) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (file.number() < 0) throw io_error(path.string(), "cannot be opened for writing");
  write_all(file.number(), contents, path);
  if (!file.close()) throw io_error(path.string(), "cannot be written");
}

}  // namespace

std::optional<std::string> read_file_if_present(const std::filesystem::path& path,
                                                std::size_t largest) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 && errno == ENOENT) return std::nullopt;
  if (file.number() < 0) throw io_error(path.string(), "cannot be opened");
  return contents_of(file.number(), path, largest);
}

std::string read_file(const std::filesystem::path& path, std::size_t largest) {
  auto contents = read_file_if_present(path, largest);
  if (!contents) throw Error(Fault::io, path.string() + ": no such file");
  return *std::move(contents);
}

void write_file(const std::filesystem::path& path, std::string_view contents) {
  if (takes_writing_in_place(path)) return write_in_place(path, contents);
  std::error_code ignored;
  const std::filesystem::path target =
      std::filesystem::is_symlink(path, ignored) ? std::filesystem::weakly_canonical(path) : path;
  const std::filesystem::path directory =
      target.has_parent_path() ? target.parent_path() : std::filesystem::path(".");
  std::error_code failure;
  std::filesystem::create_directories(directory, failure);
  if (failure)
    throw Error(Fault::io, directory.string() + ": cannot be made: " + failure.message());

  std::string name = (directory / ("." + target.filename().string() + ".XXXXXX")).string();
  Descriptor file(::mkostemp(name.data(), O_CLOEXEC));
  if (file.number() < 0) throw io_error(path.string(), "cannot be written");
  Unfinished unfinished(name);
  write_all(file.number(), contents, path);
  if (::fchmod(file.number(), mode_for(target)) != 0 || ::fsync(file.number()) != 0 ||
      !file.close() || ::rename(name.c_str(), target.c_str()) != 0)
    throw io_error(path.string(), "cannot be written");
  unfinished.keep();
  sync_directory(directory);
}

void append_to_file(const std::filesystem::path& path, std::string_view contents) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
  if (file.number() < 0) throw io_error(path.string(), "cannot be opened for writing");
  write_all(file.number(), contents, path);
  if (!file.close()) throw io_error(path.string(), "cannot be written");
}

}  // namespace pawl::baselines
