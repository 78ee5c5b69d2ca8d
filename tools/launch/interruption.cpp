#include "interruption.hpp"

#include <signal.h>

#include <atomic>

namespace pawl::tools {

namespace {

// A signal handler can reach nothing but globals, and may run on any thread while others look.
std::atomic<int> came = 0;
std::atomic<bool> came_again = false;
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "a handler may not wait");
struct sigaction former_interrupt, former_terminate;

void note_signal(int signal) {
  if (came != 0) came_again = true;
  came = signal;
}

}  // namespace

Interruption::Interruption() {
  came = 0;
  came_again = false;
  struct sigaction action {};
  action.sa_handler = note_signal;
  ::sigaction(SIGINT, &action, &former_interrupt);
  ::sigaction(SIGTERM, &action, &former_terminate);
}

Interruption::~Interruption() {
  ::sigaction(SIGINT, &former_interrupt, nullptr);
  ::sigaction(SIGTERM, &former_terminate, nullptr);
  came = 0;
  came_again = false;
}

int Interruption::signal() {
  return came;
}

bool Interruption::is_urgent() {
  return came_again;
}

}  // namespace pawl::tools
