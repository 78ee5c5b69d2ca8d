#pragma once
/// A Secret is the key that signs trust tokens: at least 32 bytes, never printed, wiped from memory
/// when it goes.

#include "tools/command_line/console.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::tools::trust_token {

class Secret {
 public:
  /// As long as the digest, below which HMAC's security suffers (RFC 2104, section 3).
  static constexpr std::size_t shortest = 32;

  /// Takes the bytes and wipes them at their origin; nullopt when they are fewer than `shortest`.
  static std::optional<Secret> from(std::string&& bytes);
  /// From the operating system's generator.
  static Secret random();

  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  std::string_view bytes() const { return bytes_; }

 private:
  explicit Secret(std::string_view bytes);
  std::string bytes_;
};

/// The secret that the environment names: TRUST_TOKEN_SECRET, or the file TRUST_TOKEN_SECRET_FILE
/// (less one line break at its end). nullopt when neither is set; Error (Fault::input) when both
/// are, or when it is too short; Error (Fault::io) when the file cannot be read. With one set, the
/// process leaves no core from then on.
std::optional<Secret> secret_if_set(const Environment& environment);

/// As above, but Error (Fault::input) when neither is set.
Secret secret_from(const Environment& environment);

}  // namespace pawl::tools::trust_token
