#pragma once
/// SHA-256 (FIPS 180-4), as checksums of baselines use it.

#include <string>
#include <string_view>

namespace pawl::baselines {

/// 64 lower-case hexadecimal digits.
std::string sha256_hex(std::string_view text);

}  // namespace pawl::baselines
