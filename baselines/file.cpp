#include "file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>
#include <vector>

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

/// Refused by its size where it has one, without being read; a pipe or a file of /proc has none.
void expect_size(int file, const std::filesystem::path& path, std::size_t largest) {
  struct stat its {};
  if (::fstat(file, &its) == 0 && S_ISREG(its.st_mode) &&
      static_cast<std::size_t>(its.st_size) > largest)
    throw too_large(path.string(), largest);
}

std::string contents_of(int file, const std::filesystem::path& path, std::size_t largest) {
  expect_size(file, path, largest);
  std::string contents;
  constexpr std::size_t chunk = 1 << 16;
  for (;;) {
    const std::size_t had = contents.size();
    contents.resize(had + chunk);
    const ssize_t got = ::read(file, contents.data() + had, chunk);
    if (got < 0 && errno != EINTR) throw io_error(path.string(), "cannot be read");
    contents.resize(had + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got == 0) return contents;
    if (contents.size() > largest) throw too_large(path.string(), largest);
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

std::filesystem::path directory_of(const std::filesystem::path& path) {
  return path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
}

/// Makes the rename itself survive a power cut. Best effort: some file systems refuse.
void sync_directory(const std::filesystem::path& directory) {
  const Descriptor handle(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (handle.number() >= 0) ::fsync(handle.number());
}

/// Makes the directory and its missing parents, each durably. Throws Error (Fault::io).
void make_directories(const std::filesystem::path& directory) {
  std::error_code failure;
  std::vector<std::filesystem::path> missing;
  for (auto one = directory; !one.empty() && !std::filesystem::exists(one, failure);
       one = one.parent_path())
    missing.push_back(one);
  std::filesystem::create_directories(directory, failure);
  if (failure)
    throw Error(Fault::io, directory.string() + ": cannot be made: " + failure.message());
  for (const std::filesystem::path& made : missing) sync_directory(directory_of(made));
}

/// Opens a new file beside the target, whose name is left in `name`; -1 when it cannot be. Others
/// may read it as the process's mask says, which the kernel alone reads without changing it for
/// other threads, or not at all before it has the permissions of what it replaces.
int open_unfinished(const std::filesystem::path& target, bool replaces, std::string& name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  for (int attempt = 0; attempt < 100; ++attempt) {
    std::array<unsigned char, 6> random{};
    if (::getentropy(random.data(), random.size()) != 0) return -1;
    name = (directory_of(target) / ("." + target.filename().string() + ".")).string();
    for (const unsigned char one : random) name += letters[one % letters.size()];
    const int file =
        ::open(name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, replaces ? 0600 : 0666);
    if (file >= 0 || errno != EEXIST) return file;
  }
  return -1;
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

Error too_large(std::string_view place, std::size_t largest) {
  return {Fault::input, std::string(place) + ": larger than " + std::to_string(largest) +
                            " bytes, which no file of Pawl's needs; is it the right one?"};
}

std::optional<std::string> read_file_if_present(const std::filesystem::path& path,
                                                std::size_t largest) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.number() < 0 && errno == ENOENT) return std::nullopt;
  if (file.number() < 0) throw io_error(path.string(), "cannot be opened");
  return contents_of(file.number(), path, largest);
}

std::string read_file(const std::filesystem::path& path, std::size_t largest) {
  auto contents = read_file_if_present(path, largest);
  if (!contents)
    throw Error(Fault::io, (path.empty() ? "\"\"" : path.string()) + ": no such file" +
                               (path == "-"    ? "; standard input is /dev/stdin"
                                : path.empty() ? "; is the variable set that names it?"
                                               : ""));
  return *std::move(contents);
}

std::string read_standard_input(std::size_t largest) {
  return contents_of(STDIN_FILENO, "standard input", largest);
}

std::filesystem::path followed(std::filesystem::path path) {
  constexpr int most = 40;  // as Linux does
  std::error_code failure;
  for (int links = 0; std::filesystem::is_symlink(path, failure); ++links) {
    errno = ELOOP;
    if (links == most) throw io_error(path.string(), "cannot be written");
    // An absolute one replaces what it is appended to.
    path = path.parent_path() / std::filesystem::read_symlink(path, failure);
  }
  return path;
}

void write_file(const std::filesystem::path& path, std::string_view contents) {
  if (takes_writing_in_place(path)) return write_in_place(path, contents);
  const std::filesystem::path target = followed(path);
  make_directories(directory_of(target));
  struct stat old {};
  const bool replaces = ::stat(target.c_str(), &old) == 0;
  std::string name;
  Descriptor file(open_unfinished(target, replaces, name));
  if (file.number() < 0) throw io_error(path.string(), "cannot be written");
  Unfinished unfinished(name);
  if (replaces && ::fchmod(file.number(), old.st_mode & 07777) != 0)
    throw io_error(path.string(), "cannot be written");
  write_all(file.number(), contents, path);
  if (::fsync(file.number()) != 0 || !file.close() || ::rename(name.c_str(), target.c_str()) != 0)
    throw io_error(path.string(), "cannot be written");
  unfinished.keep();
  sync_directory(directory_of(target));
}

void append_to_file(const std::filesystem::path& path, std::string_view contents) {
  Descriptor file(::open(path.c_str(), O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666));
  if (file.number() < 0) throw io_error(path.string(), "cannot be opened for writing");
  write_all(file.number(), contents, path);
  if (!file.close()) throw io_error(path.string(), "cannot be written");
}

}  // namespace pawl::baselines
