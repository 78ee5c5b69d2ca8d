#include "interruption.hpp"

#include <signal.h>

namespace pawl::tools {

namespace {

// A signal handler can reach nothing but globals.
volatile sig_atomic_t came = 0;
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
