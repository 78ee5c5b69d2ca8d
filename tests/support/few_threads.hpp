#pragma once
/// A system that grants only some of the threads that are asked for.

#include <pthread.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstddef>
#include <fstream>
#include <stdexcept>

namespace pawl::tests {

/// While it lives there is address space for the stacks of so many threads more: what pids.max does
/// in a container, but also for root.
class FewThreads {
 public:
  explicit FewThreads(std::size_t granted) {
    std::size_t pages = 0;
    std::ifstream("/proc/self/statm") >> pages;
    ::getrlimit(RLIMIT_AS, &space_before_);
    ::pthread_getattr_default_np(&threads_before_);
    ::pthread_attr_t large = threads_before_;
    ::pthread_attr_setstacksize(&large, stack);
    ::rlimit few = space_before_;
    few.rlim_cur = pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE)) +
                   granted * (stack + arena) + stack / 2;
    if (pages == 0 || ::pthread_setattr_default_np(&large) != 0 ||
        ::setrlimit(RLIMIT_AS, &few) != 0)
      throw std::runtime_error("the address space cannot be limited");
  }
  FewThreads(const FewThreads&) = delete;
  FewThreads& operator=(const FewThreads&) = delete;
  ~FewThreads() {
    ::setrlimit(RLIMIT_AS, &space_before_);
    ::pthread_setattr_default_np(&threads_before_);
    ::pthread_attr_destroy(&threads_before_);
  }

 private:
  static constexpr std::size_t stack = std::size_t{1} << 30;
  static constexpr std::size_t arena = std::size_t{64} << 20;  ///< each thread's of malloc
  ::rlimit space_before_{};
  ::pthread_attr_t threads_before_{};
};

}  // namespace pawl::tests
