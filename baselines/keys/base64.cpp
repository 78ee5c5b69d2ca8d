#include "base64.hpp"

#include "openssl.hpp"

#include <algorithm>
#include <cstddef>

namespace pawl::baselines {

std::string base64(std::string_view bytes) {
  std::string text(4 * ((bytes.size() + 2) / 3), '\0');  // and room for a final 0
  EVP_EncodeBlock(room_of(text), bytes_of(bytes), static_cast<int>(bytes.size()));
  return text;
}

/// OpenSSL takes white space at the ends and leftover bits, and leaves the padding's zeros.
std::optional<std::string> base64_decoded(std::string_view text) {
  std::string bytes(text.size(), '\0');
  const int size = EVP_DecodeBlock(room_of(bytes), bytes_of(text), static_cast<int>(text.size()));
  if (size < 0) return std::nullopt;
  const auto padding = std::count(text.begin(), text.end(), '=');
  bytes.resize(static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, size - padding)));
  if (base64(bytes) != text) return std::nullopt;
  return bytes;
}

}  // namespace pawl::baselines
