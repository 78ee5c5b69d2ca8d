#include "bench.hpp"

#include "baselines/unit.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <future>
#include <iterator>

namespace pawl::tools::trust_token {

namespace {

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr std::chrono::hours lifetime{1};

/// One token's whole way: hash both contents, make the canonical form, sign.
double latency_of_one(const Payload& payload, const Signer& signer, Time now,
                      const Slowdown& slowdown) {
  const auto began = Clock::now();
  const Token token = signer.sign(
      claims_about({payload.sanitized, payload.original}, payload.rules, now, lifetime));
  slowdown.prolong(payload.sanitized.size() + payload.original.size());
  return Seconds(Clock::now() - began).count();
}

std::vector<double> latencies_of(std::size_t count, const Payload& payload, const Signer& signer,
                                 Time now, const Slowdown& slowdown) {
  std::vector<double> seconds(count);
  for (double& latency : seconds) latency = latency_of_one(payload, signer, now, slowdown);
  return seconds;
}

/// Iteration i of n goes to thread i mod threads.
std::size_t share(std::size_t n, std::size_t threads, std::size_t thread) {
  return std::max(std::size_t{1}, n / threads + (thread < n % threads ? 1 : 0));
}

std::string name_of(const Payload& payload, std::size_t concurrency) {
  const std::string name = "token/" + payload.name;
  return concurrency == 1 ? name : name + "/c" + std::to_string(concurrency);
}

std::string table_row(const Latencies& latencies) {
  const std::vector<double> ascending = stats::sorted(latencies.seconds);
  const auto microseconds = [&](double q) {
    return 1e6 * stats::quantile(ascending, q, stats::QuantileType::inverse_cdf);
  };
  std::array<char, 160> row{};
  std::snprintf(row.data(), row.size(), "%-20s %8zu %10.2f %10.2f %10.2f %10.2f %10.2f %10.0f\n",
                latencies.benchmark.c_str(), ascending.size(), 1e6 * stats::mean(ascending),
                microseconds(0.50), microseconds(0.95), microseconds(0.99), microseconds(1),
                static_cast<double>(ascending.size()) / latencies.elapsed);
  return row.data();
}

}  // namespace

Latencies measure(const Payload& payload, const Signer& signer, Time now,
                  const BenchOptions& options) {
  const auto tokens = [&](std::size_t count) {
    return latencies_of(count, payload, signer, now, options.slowdown);
  };
  tokens(options.iterations / 20 + 1);  // caches, processor clock
  std::vector<std::future<std::vector<double>>> threads;
  std::promise<void> start;  // goes before the threads: if one cannot be had, the others give up
  const std::shared_future<void> started = start.get_future().share();
  for (std::size_t i = 0; i < options.concurrency; ++i)
    threads.push_back(std::async(
        std::launch::async, [&, started, n = share(options.iterations, options.concurrency, i)] {
          started.get();
          return tokens(n);
        }));
  const auto began = Clock::now();
  start.set_value();
  for (auto& thread : threads) thread.wait();
  Latencies latencies{.benchmark = name_of(payload, options.concurrency),
                      .elapsed = Seconds(Clock::now() - began).count()};
  for (auto& thread : threads)
    std::ranges::copy(thread.get(), std::back_inserter(latencies.seconds));
  return latencies;
}

std::string latencies_csv(std::span<const Latencies> all) {
  std::string text = "benchmark,metric,unit,better,run,launch,value\n";
  for (const Latencies& latencies : all) {
    const std::string before_value = latencies.benchmark + ",latency,s,lower,0,0,";
    for (const double seconds : latencies.seconds) {
      text += before_value;
      text += baselines::shortest(seconds);
      text += '\n';
    }
  }
  return text;
}

std::string latencies_table(std::span<const Latencies> all) {
  std::array<char, 160> head{};
  std::snprintf(head.data(), head.size(), "%-20s %8s %10s %10s %10s %10s %10s %10s\n", "latency/µs",
                "n", "mean", "p50", "p95", "p99", "max", "tokens/s");
  std::string text = head.data();
  for (const Latencies& latencies : all) text += table_row(latencies);
  return text;
}

}  // namespace pawl::tools::trust_token
