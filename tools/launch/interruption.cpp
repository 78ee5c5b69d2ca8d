#include "interruption.hpp"

#include <signal.h>

#include <atomic>

namespace pawl::tools {

namespace {

// A signal handler can reach nothing but globals, and may run on any thread while others look.
std::atomic<int> came = 0;
static_assert(std::atomic<int>::is_always_lock_free, "a handler may not wait");
struct sigaction former_interrupt, former_terminate;

void note_signal(int signal) {
  came = signal;
}

}  // namespace

Interruption::Interruption() {
  came = 0;
  struct sigaction action {};
  action.sa_handler = note_signal;
  ::sigaction(SIGINT, &action, &former_interrupt);
  ::sigaction(SIGTERM, &action, &former_terminate);
}

Interruption::~Interruption() {
  ::sigaction(SIGINT, &former_interrupt, nullptr);
  ::sigaction(SIGTERM, &former_terminate, nullptr);
  came = 0;
}

int Interruption::signal() {
  return came;
}

}  // namespace pawl::tools
