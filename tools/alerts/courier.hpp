#pragma once
/// An AlertCourier tells destinations what is new in the alert book, on threads of its own: whoever
/// changes the book just says so and waits for nobody. The book is its outbox: what a destination
/// has not taken is still in it, whatever happens to the process.

#include "ci/environment.hpp"
#include "ci/http/retry.hpp"

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <list>
#include <mutex>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace pawl::tools {

/// Within one try: a service's Retry-After is respected up to an hour; other failures soon return
/// to the courier, whose own pauses are longer.
inline constexpr ci::RetryPolicy couriers_retries{.budget = std::chrono::hours(1), .most_tries = 3};

struct CourierOptions {
  std::filesystem::path file;             ///< the book
  std::vector<std::string> destinations;  ///< as `pawl alerts notify --to` knows them
  ci::Environment environment;
  std::function<std::int64_t()> now;            ///< seconds since 1970
  std::function<void(const std::string&)> say;  ///< a sentence; called from several threads
  ci::RetryPolicy retry = couriers_retries;
  std::chrono::milliseconds round{60'000};       ///< how often it looks by itself
  std::chrono::milliseconds first_pause{5'000};  ///< after a failure; doubled by each in a row …
  std::chrono::milliseconds longest_pause{600'000};  ///< … up to this
  std::chrono::milliseconds grace{10'000};  ///< for a delivery that has begun, once stopped
};

/// How long it waits by itself after so many failures in a row.
std::chrono::milliseconds pause_after(std::size_t failures, const CourierOptions& options);

class AlertCourier {
 public:
  /// Looks at once. Throws Error (Fault::usage) for an unknown destination, and as
  /// ci::demand_settings does where the environment lacks a destination's settings.
  explicit AlertCourier(CourierOptions options);
  AlertCourier(const AlertCourier&) = delete;
  AlertCourier& operator=(const AlertCourier&) = delete;
  ~AlertCourier();

  /// From any thread: the book may have changed.
  void look();
  /// Starts nothing more, and returns once what had begun is over or given up.
  void stop();
  /// From any thread: why destinations could not be told last time, a sentence each.
  std::vector<std::string> troubles() const;

 private:
  AlertCourier() = default;

  /// One destination.
  struct Lane {
    std::string destination;
    std::size_t looks = 0;     ///< that it has followed
    std::size_t failures = 0;  ///< in a row
    bool is_busy = false;
    std::string trouble{};  ///< of the last try
    std::thread thread{};
  };

  void run(Lane& lane);
  std::string try_once(const Lane& lane);
  void wait_while_retrying(std::chrono::milliseconds pause);

  CourierOptions options_;
  std::stop_source give_up_;
  mutable std::mutex mutex_;
  std::condition_variable wake_, idle_;
  std::size_t looks_ = 0;
  bool is_ending_ = false;
  std::list<Lane> lanes_;
};

}  // namespace pawl::tools
