#pragma once
/// What signs the tokens of tests, and when.

#include "tools/trust_token/token.hpp"

#include <chrono>
#include <string>

namespace pawl::tests {

inline const tools::trust_token::Signer& signer() {
  static const tools::trust_token::Signer signer(
      *tools::trust_token::Secret::from(std::string(40, 'k')));
  return signer;
}

inline constexpr tools::trust_token::Time noon{std::chrono::seconds(1'800'000'000)};

}  // namespace pawl::tests
