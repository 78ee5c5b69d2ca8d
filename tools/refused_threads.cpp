#include "refused_threads.hpp"

#include <string>

namespace pawl::tools {

Error refused_threads(std::string_view who, std::size_t wanted, std::size_t granted,
                      const std::system_error& refusal, std::string_view advice) {
  return {Fault::io,
          std::string(who) + ": of " + std::to_string(wanted) + " threads this machine grants " +
              std::to_string(granted) + " (" + refusal.code().message() +
              "); raise its limit (ulimit -u, a container's pids.max), or " + std::string(advice)};
}

}  // namespace pawl::tools
