#include "yardstick.hpp"

namespace pawl::tools {

baselines::Benchmark yardstick(std::size_t launches) {
  baselines::Benchmark benchmark;
  benchmark.name = yardstick_name;
  // Resolved by the launch helper, this is the launch helper: a fixed, static program.
  benchmark.command = {"/proc/self/exe", "yardstick"};
  benchmark.launches = launches;
  benchmark.warmup = 1;
  return benchmark;
}

}  // namespace pawl::tools
