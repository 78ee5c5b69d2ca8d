#pragma once
/// A Tally counts requests: how each ended and how long it took, in bounded memory.

#include "stats/histogram.hpp"
#include "stats/random.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

namespace pawl::tools::load {

/// How a request ended.
enum class Outcome {
  good,
  wrong_status,
  wrong_body,
  malformed,      ///< not HTTP/1.x, or beyond the parser's limits
  broken,         ///< the connection ended before the response did
  not_connected,  ///< refused, unreachable
  timed_out,
  unsent,  ///< due, and no connection came free for it until the load had to end
};
constexpr std::size_t outcomes = 8;
/// "wrong status", for people.
std::string_view name(Outcome outcome);

/// One request; times in seconds from the start of the load.
struct Exchange {
  double intended = 0;  ///< when it was due: in the closed model, when its connection was free
  double sent = 0;      ///< when it was sent, or its connection begun where it had none
  double ended = 0;     ///< its last byte was there
};

/// What is kept of a request, in seconds.
struct Measured {
  double intended = 0;   ///< from the start of the load
  double latency = 0;    ///< from the intended start
  double from_sent = 0;  ///< from the sending
};

class Tally {
 public:
  /// Keeps at most `most_samples` samples. A request that failed counts as having taken `timeout`
  /// seconds at least: leaving it out, or taking a refusal for a fast answer, would make a broken
  /// server look quick.
  Tally(std::size_t most_samples, double timeout, std::uint64_t seed);

  void record(const Exchange& exchange, Outcome outcome);
  /// The status of an answer that ended as wrong_status, from 100 to 999.
  void count_status(int status) { ++wrong_statuses_[status]; }
  void count_sent_again(std::uint64_t number) { sent_again_ += number; }
  /// As if the other's requests had been recorded here, the samples drawn anew from both.
  void merge(const Tally& other);

  std::uint64_t requests() const { return from_intended_.count(); }
  std::uint64_t count(Outcome outcome) const { return counts_[static_cast<std::size_t>(outcome)]; }
  std::uint64_t failures() const { return requests() - count(Outcome::good); }
  /// How often each status came that was not expected.
  const std::map<int, std::uint64_t>& wrong_statuses() const { return wrong_statuses_; }
  /// Requests that were sent again, as Connection counts them.
  std::uint64_t sent_again() const { return sent_again_; }
  /// Good answers a second over so many seconds; 0 over none.
  double throughput(double seconds) const {
    return seconds > 0 ? static_cast<double>(count(Outcome::good)) / seconds : 0;
  }
  /// When the last good answer was there; 0: never.
  double last_good() const { return last_good_; }

  /// What a user who came at the intended time waited: free of coordinated omission.
  const stats::Histogram& from_intended() const { return from_intended_; }
  /// What the server took once it was asked.
  const stats::Histogram& from_sent() const { return from_sent_; }
  /// From the intended start to the sending.
  const stats::Histogram& lateness() const { return lateness_; }
  /// A uniform sample of the requests, in the order of their intended starts.
  std::vector<Measured> samples() const;

 private:
  std::size_t most_samples_;
  double timeout_;
  stats::Random random_;
  std::array<std::uint64_t, outcomes> counts_{};
  std::map<int, std::uint64_t> wrong_statuses_;
  std::uint64_t sent_again_ = 0;
  double last_good_ = 0;
  stats::Histogram from_intended_, from_sent_, lateness_;
  std::vector<Measured> samples_;
};

}  // namespace pawl::tools::load
