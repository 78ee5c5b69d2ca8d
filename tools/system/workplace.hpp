#pragma once
/// A Workplace is a directory of ours under the system's temporary one, removed with all that is in
/// it when the object goes.

#include <filesystem>

namespace pawl::tools {

class Workplace {
 public:
  /// Throws Error (Fault::io).
  Workplace();
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  ~Workplace();
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace pawl::tools
