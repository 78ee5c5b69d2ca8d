#pragma once
/// A bench times the generation of tokens, each one, by as many threads as asked for.

#include "payload.hpp"
#include "slowdown.hpp"
#include "token.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace pawl::tools::trust_token {

struct BenchOptions {
  std::size_t iterations = 1000;  ///< tokens in all, at least one a thread
  std::size_t concurrency = 1;    ///< threads
  Slowdown slowdown{};
};

/// What one payload took at one concurrency.
struct Latencies {
  std::string benchmark;          ///< "token/small"; at a concurrency of 5, "token/small/c5"
  std::vector<double> seconds{};  ///< each token's, thread after thread in the order of generation
  double elapsed = 0;             ///< seconds, from the first thread's start to the last one's end
};

/// Generates tokens about `payload`, timing each. The threads start together, after some tokens
/// that are not timed.
Latencies measure(const Payload& payload, const Signer& signer, Time now,
                  const BenchOptions& options);

/// Rows of the long CSV that `pawl` imports, one a latency, all of one launch; with its header
/// line.
std::string latencies_csv(std::span<const Latencies> all);

/// A table for people: number, mean, p50, p95, p99 and largest latency, and tokens per second.
std::string latencies_table(std::span<const Latencies> all);

}  // namespace pawl::tools::trust_token
