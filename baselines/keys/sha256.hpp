#pragma once
/// SHA-256 (FIPS 180-4), as checksums of baselines use it.

#include <span>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// Two lower-case hexadecimal digits a byte.
std::string hex(std::span<const unsigned char> bytes);

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view text);

}  // namespace pawl::baselines
