#pragma once
/// A load benchmark is a Load of pawl.toml (or of `pawl load`'s options) as plans, and what their
/// results are in a run.

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"
#include "generator.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools::load {

/// One benchmark for each concurrency, or one for the rate: "NAME/concurrency:10",
/// "NAME/rate:5000". Without either, concurrency 1. A benchmark without a load stays as it is.
std::vector<baselines::Benchmark> expanded(const baselines::Benchmark& benchmark);

/// Error (Fault::input) when it asks for what cannot be, whatever its files hold.
void expect_possible(const baselines::Load& load);

/// Of an expanded load. Reads its body_file and headers_file, relative to `directory`. Error
/// (Fault::input) when it asks for what cannot be.
Plan plan_of(const baselines::Load& load, const std::filesystem::path& directory,
             std::uint64_t seed);

/// What one launch of a load gives: `latency` (from the intended start, a sample of all requests),
/// `throughput` (good answers a second); and, recorded but not judged by default, `service_time`
/// (latency from the sending) and `failed_requests` (their share).
std::vector<baselines::Series> series_of(const std::string& benchmark, const Result& result);

/// Failures are in the percentiles, but that many make the figures worthless: what to say of it
/// when more than one request in a hundred failed, or nothing was answered well.
std::optional<std::string> what_is_wrong(const Tally& tally);
/// "3 of 1,000 requests failed: 2 timed out, 1 unexpected status"; empty when none. Where all ended
/// alike, what to look at as well.
std::string describe_failures(const Tally& tally);
/// What is to be noted of it: such failures, and requests that were sent again, a server that hangs
/// up on them being hardly in order.
std::vector<std::string> remarks(const Tally& tally);

/// Results for people: a line for each way of counting, as percentiles.
struct Shown {
  std::string benchmark;
  Tally tally;
  double seconds = 0;
  bool is_open = false;
};
std::string load_table(const std::vector<Shown>& results, bool colour, std::size_t width);
/// One line while it goes on.
std::string live_line(const std::string& benchmark, const Tally& tally, double seconds);

}  // namespace pawl::tools::load
