#pragma once
/// A Digest is the 32 bytes that SHA-256 makes of a message, alone (FIPS 180-4) or with a secret
/// key (HMAC, RFC 2104). Computed by OpenSSL's EVP interface.

#include "secret.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

// OpenSSL's types, so that its headers stay out of this one.
struct evp_mac_ctx_st;

namespace pawl::tools::trust_token {

using Digest = std::array<unsigned char, 32>;

/// SHA-256 of any bytes.
Digest sha256(std::string_view message);

/// Equality in a time that does not depend on where the two differ.
bool equal_in_constant_time(const Digest& a, const Digest& b);

/// 64 lower-case hexadecimal digits.
std::string hex(const Digest& digest);
/// The inverse of hex(); nullopt for anything else, capitals included.
std::optional<Digest> digest_from_hex(std::string_view text);

/// HMAC-SHA256 under one key, which is scheduled once. Several threads may use it at a time.
class Hmac {
 public:
  explicit Hmac(const Secret& key);
  Digest operator()(std::string_view message) const;

 private:
  struct Free {
    void operator()(evp_mac_ctx_st* context) const;
  };
  std::unique_ptr<evp_mac_ctx_st, Free> keyed_;
};

}  // namespace pawl::tools::trust_token
