#include "slowdown.hpp"

#include "baselines/error.hpp"
#include "baselines/unit.hpp"
#include "stats/sample.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace pawl::tools::trust_token {

namespace {

/// One block takes some 50 ns, the grain of a slowdown.
void hash_blocks(std::size_t count) {
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  thread_local const bool ready = EVP_DigestInit(context.get(), EVP_sha256()) == 1;
  constexpr std::array<unsigned char, 64> block{};
  for (std::size_t i = 0; ready && i < count; ++i)
    EVP_DigestUpdate(context.get(), block.data(), block.size());
}

/// Seconds that `work` takes: the median of many trials, so that a busy machine does not mislead
/// it.
template <typename Work>
double usual_time(std::size_t trials, Work work) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times(trials);
  for (double& time : times) {
    const auto began = Clock::now();
    work();
    time = std::chrono::duration<double>(Clock::now() - began).count();
  }
  return stats::median(std::move(times));
}

}  // namespace

Slowdown::Slowdown(double fraction, const Signer& signer) {
  if (fraction <= 0) return;
  constexpr std::size_t bytes = 1 << 15;
  const std::string content(bytes / 2, 'x');
  const auto token_about = [&](std::string_view side) {
    return [&signer, side] {
      signer.sign(claims_about({side, side}, {"rule", "rule"}, Time{}, default_lifetime));
    };
  };
  const double block = usual_time(100, [] { hash_blocks(20); }) / 20;
  const double empty = usual_time(200, token_about(""));
  const double full = usual_time(11, token_about(content));
  blocks_per_token_ = fraction * empty / block;
  blocks_per_byte_ = fraction * std::max(0.0, full - empty) / static_cast<double>(bytes) / block;
}

Slowdown Slowdown::from(const Environment& environment, const Signer& signer) {
  const auto found = environment.find("PAWL_TOKEN_SLOWDOWN");
  if (found == environment.end() || found->second.empty()) return {};
  const auto fraction = baselines::quantity(found->second, "1");
  if (!fraction || *fraction < 0 || *fraction > 100)
    throw Error(Fault::input, "PAWL_TOKEN_SLOWDOWN: expected a share from 0% to 10000%, found \"" +
                                  found->second + "\"");
  return {*fraction, signer};
}

void Slowdown::prolong(std::size_t bytes) const {
  hash_blocks(blocks(bytes));
}

std::size_t Slowdown::blocks(std::size_t bytes) const {
  return static_cast<std::size_t>(
      std::round(blocks_per_token_ + blocks_per_byte_ * static_cast<double>(bytes)));
}

}  // namespace pawl::tools::trust_token
