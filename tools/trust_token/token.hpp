#pragma once
/// A trust Token certifies that content was sanitised: which content was made of which, by which
/// rules, and until when that is valid, under the signature of whoever holds the secret.

#include "digest.hpp"
#include "secret.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools::trust_token {

using Time = std::chrono::sys_seconds;  ///< UTC, whole seconds

/// All that a token says and its signature covers.
struct Claims {
  std::int64_t version = 1;
  Digest sanitized_hash{};           ///< SHA-256 of the content as it is handed on
  Digest original_hash{};            ///< SHA-256 of the content before sanitising
  std::vector<std::string> rules{};  ///< applied, in their order
  Time issued_at{};
  Time expires_at{};  ///< the first second in which it is no longer valid

  bool operator==(const Claims&) const = default;
};

struct Token {
  Claims claims{};
  Digest signature{};  ///< HMAC-SHA256 of canonical_form(claims)

  bool operator==(const Token&) const = default;
};

/// The version this code issues and understands.
inline constexpr std::int64_t current_version = 1;

/// What a token may hold at most, so that a hostile one costs little.
inline constexpr std::size_t most_rules = 256;
inline constexpr std::size_t longest_rule = 256;  ///< bytes
/// The times a token may hold: the years 1970 to 9999.
inline constexpr Time earliest{std::chrono::seconds{0}};
inline constexpr Time latest{std::chrono::seconds{253'402'300'799}};

/// The bytes that are signed: netstrings ("LENGTH:BYTES,", decimal length) of the label
/// "pawl-trust-token", the version, both hashes in hexadecimal, the number of rules, each rule, and
/// both times in seconds since 1970. Injective: no two Claims share their bytes, since each
/// netstring tells its own end and the number of rules tells how many follow. Worked example in
/// README.md.
std::string canonical_form(const Claims& claims);

/// The content on its two sides. What sanitising left alone has no `original` of its own.
struct Content {
  std::string_view sanitized;
  std::optional<std::string_view> original{};
};

/// Claims about `content`, from `now` on for `lifetime` (> 0; cut off at `latest`).
Claims claims_about(const Content& content, std::vector<std::string> rules, Time now,
                    std::chrono::seconds lifetime);

/// "15min" or "3600s" as whole seconds; nullopt when it is no time from a second to
/// longest_lifetime.
std::optional<std::chrono::seconds> lifetime(std::string_view text);
inline constexpr std::chrono::seconds default_lifetime = std::chrono::hours{1};
inline constexpr std::chrono::seconds longest_lifetime = std::chrono::hours{24 * 3660};

/// Why these rules cannot be claimed, or nullopt when they can: too many, one empty, too long, not
/// UTF-8 or with control characters.
std::optional<std::string> fault_in_rules(const std::vector<std::string>& rules);

/// What became of a token on its way here.
enum class Validity {
  valid,
  tampered,  ///< the signature does not fit, or the content is not the one certified
  expired,
  not_yet_valid,  ///< issued in the future
  malformed,      ///< no token at all, or one of an unknown version
};

/// "valid", "tampered", "expired", "not-yet-valid", "malformed"
std::string_view name_of(Validity validity);

/// A Validity and the reason for it, as half a sentence.
struct Validation {
  Validity validity = Validity::malformed;
  std::string reason{};
};

/// Issues and checks tokens under one secret. Several threads may use it at a time.
class Signer {
 public:
  explicit Signer(const Secret& secret) : hmac_(secret) {}

  Token sign(Claims claims) const;
  /// Whether `token` is as this signer issued it, is valid at `now`, and, where `content` is given,
  /// certifies it. A forged token is tampered even when it would have expired as well.
  Validation validate(const Token& token, Time now,
                      std::optional<std::string_view> content = std::nullopt) const;

 private:
  Hmac hmac_;
};

/// How far the issuer's clock may be ahead of the one that validates.
inline constexpr std::chrono::seconds clock_skew{60};

}  // namespace pawl::tools::trust_token
