#include "yardstick.hpp"

#include "ci/yardstick.hpp"

#include <string>

namespace pawl::tools {

baselines::Benchmark yardstick(std::size_t launches, std::size_t times) {
  baselines::Benchmark benchmark;
  benchmark.name = ci::yardstick_benchmark;
  // Resolved by the launch helper, this is the launch helper: a fixed, static program.
  benchmark.command = {"/proc/self/exe", "yardstick", std::to_string(times)};
  benchmark.launches = launches;
  benchmark.warmup = 1;
  return benchmark;
}

}  // namespace pawl::tools
