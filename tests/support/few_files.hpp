#pragma once
/// A system that lets a process have only so many files open.

#include <sys/resource.h>

#include <stdexcept>

namespace pawl::tests {

/// While it lives there may be so many, those that are open already among them.
class FewFiles {
 public:
  explicit FewFiles(::rlim_t most) {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const ::rlimit few{most, before_.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &few) != 0)
      throw std::runtime_error("open files cannot be limited");
  }
  FewFiles(const FewFiles&) = delete;
  FewFiles& operator=(const FewFiles&) = delete;
  ~FewFiles() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  ::rlimit before_{};
};

}  // namespace pawl::tests
