#pragma once
/// A signature proves who sent something: HMAC-SHA256 (RFC 2104) with a shared secret, RS256 (RFC
/// 7518, 3.3) with a private key.

#include <string>
#include <string_view>

namespace pawl::ci {

/// 64 hexadecimal digits.
std::string hmac_sha256_hex(std::string_view key, std::string_view message);

/// Base64 without padding, for URLs (RFC 4648, 5).
std::string base64url(std::string_view bytes);

/// The bytes of the RSASSA-PKCS1-v1_5 signature over SHA-256. Error (Fault::input), which shows
/// nothing of the key, unless `pem` is an RSA private key without a password.
std::string rs256(std::string_view pem, std::string_view message);

}  // namespace pawl::ci
