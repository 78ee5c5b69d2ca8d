#pragma once
/// A system that grants only some of the threads that are asked for.

#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <stdexcept>

namespace pawl::tests {

/// While it lives there is address space for the stacks of a few dozen threads more, of a thousand
/// never: what pids.max does in a container, but also for root.
class FewThreads {
 public:
  FewThreads() {
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    ::getrlimit(RLIMIT_AS, &before_);
    ::rlimit few = before_;
    few.rlim_cur = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) + more;
    if (pages == 0 || ::setrlimit(RLIMIT_AS, &few) != 0)
      throw std::runtime_error("the address space cannot be limited");
  }
  FewThreads(const FewThreads&) = delete;
  FewThreads& operator=(const FewThreads&) = delete;
  ~FewThreads() { ::setrlimit(RLIMIT_AS, &before_); }

 private:
  static constexpr std::size_t more = std::size_t{256} << 20;
  ::rlimit before_{};
};

}  // namespace pawl::tests
