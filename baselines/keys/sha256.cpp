#include "sha256.hpp"

#include <openssl/sha.h>

#include <array>

namespace pawl::baselines {

std::string hex(std::span<const unsigned char> bytes) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(2 * bytes.size());
  for (const unsigned char byte : bytes) text += {digits[byte >> 4], digits[byte & 15u]};
  return text;
}

std::string sha256_hex(std::string_view text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  static_assert(sizeof(unsigned char) == sizeof(char));
  const void* const bytes = text.data();
  ::SHA256(static_cast<const unsigned char*>(bytes), text.size(), digest.data());
  return hex(digest);
}

}  // namespace pawl::baselines
