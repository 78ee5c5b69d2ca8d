#include "read_only_store.hpp"

#include "baselines/error.hpp"
#include "sqlite_store.hpp"
#include "sqlite_tables.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

namespace pawl::baselines {
namespace {

/// What of a file changes whenever SQLite writes it, and whether changes stand beside it that are
/// not in it yet.
struct Stamp {
  ::ino_t file = 0;
  ::off_t size = 0;
  std::int64_t seconds = 0, nanoseconds = 0;
  bool has_changes_beside = false;
  bool operator==(const Stamp&) const = default;
};

/// SQLite, too, looks beside the file that a link leads to.
std::filesystem::path real_path(const std::filesystem::path& file) {
  std::error_code ignored;
  return std::filesystem::weakly_canonical(file, ignored);
}

Stamp stamp_of(const std::filesystem::path& file) {
  const std::string real = real_path(file).string();
  struct ::stat found {};
  if (::stat(real.c_str(), &found) != 0) return {};
  Stamp stamp{found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec, false};
  for (const char* ending : {"-wal", "-journal"})
    if (::stat((real + ending).c_str(), &found) == 0 && found.st_size > 0)
      stamp.has_changes_beside = true;
  return stamp;
}

/// A history in a directory that may not be written. There SQLite can neither make its "-wal" nor
/// lock it, and others may be writing: what was read is believed where the file stayed the same.
class ReadOnlyStore final : public Store {
 public:
  explicit ReadOnlyStore(std::filesystem::path file) : file_(std::move(file)) { open(); }

  bool append(std::string_view id, const Run& run) override { return store_->append(id, run); }
  Removed retain(const Retention& retention) override { return store_->retain(retention); }
  std::vector<StoredRun> runs(std::size_t limit) override {
    return unchanged([&] { return store_->runs(limit); });
  }
  std::vector<SeriesKey> series(std::string_view benchmark) override {
    return unchanged([&] { return store_->series(benchmark); });
  }
  std::vector<Point> points(const SeriesKey& key, const PointQuery& query) override {
    return unchanged([&] { return store_->points(key, query); });
  }

 private:
  void open() {
    stamp_ = stamp_of(file_);
    is_locked_ = open_locked();
    if (is_locked_) return;
    if (stamp_.has_changes_beside)
      throw Error(Fault::io, file_.string() +
                                 ": its newest runs are in the -wal beside it, which cannot be "
                                 "read where the directory may not be written; copy both files "
                                 "to another, and name that with --store");
    store_ = sqlite_store(open_frozen_tables(file_));
  }

  /// As long as somebody who may write has it open, all that locking needs is there.
  bool open_locked() try {
    store_ = sqlite_store(open_tables(file_));
    return true;
  } catch (const Error& error) {
    if (error.fault != Fault::io) throw;
    return false;
  }

  template <typename Read>
  auto unchanged(Read read) -> decltype(read()) {
    for (int attempts = 10;; --attempts) {
      try {
        if (!is_locked_ && stamp_of(file_) != stamp_) open();
        auto found = read();
        if (is_locked_ || stamp_of(file_) == stamp_) return found;
      } catch (const Error&) {
        if (is_locked_ || stamp_of(file_) == stamp_) throw;  // half a change looks like damage
      }
      if (attempts == 0)
        throw Error(Fault::io, file_.string() +
                                   ": is being written all the time, and cannot be locked where "
                                   "the directory may not be written; try again");
    }
  }

  std::filesystem::path file_;
  Stamp stamp_;
  bool is_locked_ = false;
  std::unique_ptr<Store> store_;
};

}  // namespace

bool is_in_unwritable_directory(const std::filesystem::path& file) {
  const std::filesystem::path real = real_path(file);
  return ::access(real.c_str(), F_OK) == 0 &&
         ::faccessat(AT_FDCWD, real.parent_path().c_str(), W_OK, AT_EACCESS) != 0;
}

std::unique_ptr<Store> read_only_store(const std::filesystem::path& file) {
  return std::make_unique<ReadOnlyStore>(file);
}

}  // namespace pawl::baselines
