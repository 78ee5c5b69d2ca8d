#include "private_memory.hpp"

#include <sys/prctl.h>
#include <sys/resource.h>

namespace pawl::tools {

void keep_memory_private() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  // Where cores go to a program (core_pattern "|…") the limit is not asked; this is.
  ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace pawl::tools
