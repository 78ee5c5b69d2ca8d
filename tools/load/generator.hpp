#pragma once
/// generate() loads a server by a Plan, with several threads, and yields the tally.

#include "plan.hpp"
#include "tally.hpp"

#include <functional>

namespace pawl::tools::load {

struct Result {
  Tally tally;
  double seconds = 0;  ///< the duration, or longer: to the last good answer
  bool was_interrupted = false;
  double throughput() const { return tally.throughput(seconds); }
};

/// `watch` is called about once a second on the calling thread with what is known so far; empty:
/// not at all. Ends early on an Interruption. Error (Fault::io) when this machine refuses sockets
/// or threads.
Result generate(const Plan& plan, const std::function<void(const Tally&, double seconds)>& watch);

}  // namespace pawl::tools::load
