#include "sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace pawl::baselines {

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  static_assert(sizeof(unsigned char) == sizeof(char));
  const void* const bytes = text.data();
  ::SHA256(static_cast<const unsigned char*>(bytes), text.size(), digest.data());
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : digest) {
    hex += digits[byte >> 4];
    hex += digits[byte & 15u];
  }
  return hex;
}

}  // namespace pawl::baselines
