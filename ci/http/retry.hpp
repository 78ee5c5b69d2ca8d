#pragma once
/// Retry: when a request is worth sending again, and after how long.
///
/// GitHub's rules (docs: "Best practices for using the REST API", "Rate limits"): on 403 or 429
/// wait for `retry-after`; else until `x-ratelimit-reset` when `x-ratelimit-remaining` is 0; else
/// at least a minute, doubling. Slack answers 429 with Retry-After. Other failures are retried
/// quickly.

#include "clock.hpp"
#include "http.hpp"

#include <chrono>
#include <optional>

namespace pawl::ci {

struct RetryPolicy {
  std::chrono::seconds budget{300};  ///< what all pauses of one delivery may add up to
  int most_tries = 6;
};

/// What a service is reached by, and how patiently.
struct Connection {
  Http& http;
  const Clock& clock;
  RetryPolicy policy{};
};

/// Whether the service refuses because it was asked too often, not because the request is
/// forbidden.
bool is_rate_limit(const Response& response);

/// Whether sending the same again may bring another answer.
bool is_worth_a_retry(const Answer& answer);

/// Whether the request may have been carried out although no good answer came.
bool may_be_done(const Answer& answer);

/// How long the answer asks to be left alone: Retry-After in seconds or as a date, or
/// x-ratelimit-reset.
std::optional<std::chrono::seconds> requested_pause(const Response& response, Clock::Time now);

/// The pause before the next try when `tries` (≥ 1) were answered so; `chance` in [0, 1) spreads
/// it.
Clock::Pause pause_after(const Answer& answer, int tries, Clock::Time now, double chance);

/// Patience is what is left of one delivery's tries and time.
class Patience {
 public:
  Patience(const Clock& clock, RetryPolicy policy) : clock_(clock), policy_(policy) {}
  /// Sleeps as the answer demands, then true; false when the answer is final, or no tries or not
  /// enough time are left.
  bool wait_after(const Answer& answer);

 private:
  const Clock& clock_;
  RetryPolicy policy_;
  Clock::Pause waited_{0};
  int tries_ = 0;
};

/// Sends until another try would not change the answer, or patience is exhausted. For requests that
/// may be carried out twice without harm.
Answer send_patiently(const Connection& connection, const Request& request);

}  // namespace pawl::ci
