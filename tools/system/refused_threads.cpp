#include "refused_threads.hpp"

#include <string>

namespace pawl::tools {

namespace {

constexpr auto way_out = "; raise its limit (ulimit -u, a container's pids.max)";

std::string reason(const std::system_error& refusal) {
  return " (" + refusal.code().message() + ")";
}

}  // namespace

Error refused_threads(std::string_view who, std::size_t wanted, std::size_t granted,
                      const std::system_error& refusal, std::string_view advice) {
  return {Fault::io, std::string(who) + ": of " + std::to_string(wanted) +
                         " threads this machine grants " + std::to_string(granted) +
                         reason(refusal) + way_out + ", or " + std::string(advice)};
}

Error refused_thread(std::string_view who, const std::system_error& refusal,
                     std::string_view loss) {
  return {Fault::io, std::string(who) + ": this machine grants no thread " + std::string(loss) +
                         reason(refusal) + way_out};
}

}  // namespace pawl::tools
