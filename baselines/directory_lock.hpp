#pragma once
/// A DirectoryLock keeps other processes of Pawl out of a directory while it lives. It ends with
/// its process, however that ends.

#include <filesystem>
#include <memory>

namespace pawl::baselines {

class DirectoryLock {
 public:
  /// Waits until it is free. Makes the directory when it is missing. Throws Error (Fault::io).
  explicit DirectoryLock(const std::filesystem::path& directory);
  /// The same without waiting: nullptr while another holds it.
  static std::unique_ptr<DirectoryLock> if_free(const std::filesystem::path& directory);
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;
  ~DirectoryLock();

 private:
  explicit DirectoryLock(int locked) : descriptor_(locked) {}

  int descriptor_;
};

}  // namespace pawl::baselines
