#pragma once
/// The JSON form of a token: one object with exactly the fields version, sanitized_hash,
/// original_hash, rules_applied, issued_at, expires_at, signature; hashes and signature in
/// lower-case hexadecimal, times in UTC seconds.

#include "token.hpp"

#include <string>
#include <string_view>
#include <variant>

namespace pawl::baselines {
class JsonNode;
}

namespace pawl::tools::trust_token {

/// Why a text is no token: "token.json:1:14: /version: expected 1, found 2; …".
struct Malformed {
  std::string reason;
};

using ParsedToken = std::variant<Token, Malformed>;

/// One line without a line break, the fields in the order above.
std::string token_json(const Token& token);

/// Strict: a field missing, unknown, given twice or out of range makes it Malformed, since a
/// signature protects only what everybody reads in the same way. `name` is the file's, for
/// Malformed.
ParsedToken parse_token(std::string_view name, std::string_view json);
/// A token within a document.
ParsedToken parse_token(const baselines::JsonNode& node);

/// A list of rules as claims may have it. Error (Fault::input) when it is not.
std::vector<std::string> rules_from(const baselines::JsonNode& node);

/// Signer::validate, to which what cannot be parsed is Validity::malformed.
Validation validate(const Signer& signer, const ParsedToken& token, Time now,
                    std::optional<std::string_view> content = std::nullopt);

}  // namespace pawl::tools::trust_token
