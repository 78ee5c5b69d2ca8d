#include "slowdown.hpp"

#include "baselines/error.hpp"
#include "baselines/unit.hpp"

#include <openssl/evp.h>

#include <array>
#include <memory>
#include <string>

namespace pawl::tools::trust_token {

namespace {

using Clock = std::chrono::steady_clock;

/// Feeds a hash 64 bytes at a time, which takes some 50 ns: the grain of a slowdown.
void hash_until(Clock::time_point end) {
  thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(
      EVP_MD_CTX_new(), EVP_MD_CTX_free);
  thread_local const bool ready = EVP_DigestInit(context.get(), EVP_sha256()) == 1;
  constexpr std::array<unsigned char, 64> block{};
  while (Clock::now() < end)
    if (ready) EVP_DigestUpdate(context.get(), block.data(), block.size());
}

}  // namespace

Slowdown Slowdown::from(const Environment& environment) {
  const auto found = environment.find("PAWL_TOKEN_SLOWDOWN");
  if (found == environment.end() || found->second.empty()) return {};
  const auto fraction = baselines::quantity(found->second, "1");
  if (!fraction || *fraction < 0 || *fraction > 100)
    throw Error(Fault::input, "PAWL_TOKEN_SLOWDOWN: expected a share from 0% to 10000%, found \"" +
                                  found->second + "\"");
  return Slowdown(*fraction);
}

void Slowdown::prolong(Clock::time_point began) const {
  if (fraction_ <= 0) return;
  const auto now = Clock::now();
  hash_until(now + std::chrono::duration_cast<Clock::duration>(fraction_ * (now - began)));
}

}  // namespace pawl::tools::trust_token
