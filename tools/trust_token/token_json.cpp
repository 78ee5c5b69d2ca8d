#include "token_json.hpp"

#include "baselines/error.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_text.hpp"

#include <functional>
#include <utility>

namespace pawl::tools::trust_token {

namespace {

using baselines::JsonDocument;
using baselines::JsonFields;
using baselines::JsonNode;

std::string in_seconds(Time time) {
  return std::to_string(time.time_since_epoch().count());
}

std::string rules_json(const std::vector<std::string>& rules) {
  std::string text = "[";
  for (const std::string& rule : rules) {
    if (text.size() > 1) text += ',';
    baselines::append_json(text, std::string_view(rule));
  }
  return text + "]";
}

std::int64_t version_from(const JsonNode& node) {
  if (node.count() != static_cast<std::size_t>(current_version))
    node.fail(std::to_string(current_version), "another version of pawl-token wrote it");
  return current_version;
}

Digest digest_from(const JsonNode& node) {
  const auto digest = digest_from_hex(node.string());
  if (!digest) node.fail("64 lower-case hexadecimal digits");
  return *digest;
}

Time time_from(const JsonNode& node) {
  const std::size_t seconds = node.count();
  if (seconds > static_cast<std::size_t>(latest.time_since_epoch().count()))
    node.fail("seconds before the year 10000");
  return Time{std::chrono::seconds{static_cast<std::int64_t>(seconds)}};
}

Token token_from(const JsonNode& node) {
  JsonFields fields(node);
  Token token;
  Claims& claims = token.claims;
  claims.version = version_from(fields.require("version"));
  claims.sanitized_hash = digest_from(fields.require("sanitized_hash"));
  claims.original_hash = digest_from(fields.require("original_hash"));
  claims.rules = rules_from(fields.require("rules_applied"));
  claims.issued_at = time_from(fields.require("issued_at"));
  const JsonNode expiry = fields.require("expires_at");
  claims.expires_at = time_from(expiry);
  token.signature = digest_from(fields.require("signature"));
  if (claims.expires_at <= claims.issued_at) expiry.fail("a time after that of issue");
  if (const auto unknown = fields.unknown(); !unknown.empty())
    throw Error(Fault::input, node.place() + ": expected the fields of a token alone, found \"" +
                                  unknown.front().first.substr(0, 60) + "\", which is not signed");
  return token;
}

ParsedToken parsed_or_malformed(const std::function<Token()>& parse) {
  try {
    return parse();
  } catch (const Error& error) {
    return Malformed{error.what()};
  }
}

}  // namespace

std::string token_json(const Token& token) {
  const Claims& claims = token.claims;
  return "{\"version\":" + std::to_string(claims.version) +       //
         ",\"sanitized_hash\":\"" + hex(claims.sanitized_hash) +  //
         "\",\"original_hash\":\"" + hex(claims.original_hash) +  //
         "\",\"rules_applied\":" + rules_json(claims.rules) +     //
         ",\"issued_at\":" + in_seconds(claims.issued_at) +       //
         ",\"expires_at\":" + in_seconds(claims.expires_at) +     //
         ",\"signature\":\"" + hex(token.signature) + "\"}";
}

ParsedToken parse_token(std::string_view name, std::string_view json) {
  return parsed_or_malformed([&] { return token_from(JsonDocument(name, json).root()); });
}

ParsedToken parse_token(const JsonNode& node) {
  return parsed_or_malformed([&] { return token_from(node); });
}

std::vector<std::string> rules_from(const JsonNode& node) {
  std::vector<std::string> rules;
  std::size_t index = 0;
  for (const auto& rule : node.array()) rules.push_back(JsonNode(node, index++, rule).string());
  if (const auto fault = fault_in_rules(rules))
    throw Error(Fault::input, node.place() + ": " + *fault);
  return rules;
}

Validation validate(const Signer& signer, const ParsedToken& token, Time now,
                    std::optional<std::string_view> content) {
  if (const auto* malformed = std::get_if<Malformed>(&token))
    return {Validity::malformed, malformed->reason};
  return signer.validate(std::get<Token>(token), now, content);
}

}  // namespace pawl::tools::trust_token
