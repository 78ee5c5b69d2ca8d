#include "interruption.hpp"

#include <signal.h>

#include <array>
#include <atomic>

namespace pawl::tools {

namespace {

// A signal handler can reach nothing but globals, and may run on any thread while others look.
std::atomic<int> came = 0;
std::atomic<bool> came_again = false;
static_assert(std::atomic<int>::is_always_lock_free && std::atomic<bool>::is_always_lock_free,
              "a handler may not wait");

constexpr std::array signals = {SIGINT, SIGTERM, SIGHUP};
std::array<struct sigaction, signals.size()> former;

/// A terminal that is closed often says so twice, by its shell and by the kernel: nobody insists.
void note_signal(int signal) {
  if (came != 0 && signal != SIGHUP) came_again = true;
  came = signal;
}

}  // namespace

Interruption::Interruption() {
  came = 0;
  came_again = false;
  struct sigaction action {};
  action.sa_handler = note_signal;
  for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &action, &former[i]);
  if (former.back().sa_handler == SIG_IGN) ::sigaction(SIGHUP, &former.back(), nullptr);  // nohup
}

Interruption::~Interruption() {
  for (std::size_t i = 0; i < signals.size(); ++i) ::sigaction(signals[i], &former[i], nullptr);
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
