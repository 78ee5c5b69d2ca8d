#include "token.hpp"

#include "baselines/text/utf8.hpp"
#include "baselines/unit.hpp"

#include <algorithm>
#include <utility>

namespace pawl::tools::trust_token {

namespace {

void append_netstring(std::string& form, std::string_view bytes) {
  form += std::to_string(bytes.size());
  form += ':';
  form += bytes;
  form += ',';
}

std::string seconds(Time time) {
  return std::to_string(time.time_since_epoch().count());
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

std::optional<std::string> fault_in_rule(const std::string& rule) {
  if (rule.empty()) return "is empty";
  if (rule.size() > longest_rule)
    return "has " + std::to_string(rule.size()) + " bytes, more than " +
           std::to_string(longest_rule);
  if (std::any_of(rule.begin(), rule.end(), is_control)) return "has a control character in it";
  if (baselines::first_invalid_utf8(rule) != rule.size()) return "is not UTF-8";
  return std::nullopt;
}

}  // namespace

std::string canonical_form(const Claims& claims) {
  std::string form;
  form.reserve(320);
  append_netstring(form, "pawl-trust-token");
  append_netstring(form, std::to_string(claims.version));
  append_netstring(form, hex(claims.sanitized_hash));
  append_netstring(form, hex(claims.original_hash));
  append_netstring(form, std::to_string(claims.rules.size()));
  for (const std::string& rule : claims.rules) append_netstring(form, rule);
  append_netstring(form, seconds(claims.issued_at));
  append_netstring(form, seconds(claims.expires_at));
  return form;
}

Claims claims_about(const Content& content, std::vector<std::string> rules, Time now,
                    std::chrono::seconds lifetime) {
  const Digest sanitized = sha256(content.sanitized);
  return {.version = current_version,
          .sanitized_hash = sanitized,
          .original_hash = content.original ? sha256(*content.original) : sanitized,
          .rules = std::move(rules),
          .issued_at = now,
          .expires_at = now + std::min(lifetime, latest - now)};
}

std::optional<std::chrono::seconds> lifetime(std::string_view text) {
  const auto seconds = baselines::quantity(text, "s");
  if (!seconds || *seconds < 1 || *seconds > static_cast<double>(longest_lifetime.count()))
    return std::nullopt;
  return std::chrono::seconds{static_cast<std::int64_t>(*seconds)};
}

std::optional<std::string> fault_in_rules(const std::vector<std::string>& rules) {
  if (rules.size() > most_rules)
    return std::to_string(rules.size()) + " rules, more than " + std::to_string(most_rules);
  for (std::size_t i = 0; i < rules.size(); ++i)
    if (const auto fault = fault_in_rule(rules[i]))
      return "rule " + std::to_string(i + 1) + " " + *fault;
  return std::nullopt;
}

std::string_view name_of(Validity validity) {
  switch (validity) {
    case Validity::valid:
      return "valid";
    case Validity::tampered:
      return "tampered";
    case Validity::expired:
      return "expired";
    case Validity::not_yet_valid:
      return "not-yet-valid";
    case Validity::malformed:
      return "malformed";
  }
  return {};
}

Token Signer::sign(Claims claims) const {
  const Digest signature = hmac_(canonical_form(claims));
  return {std::move(claims), signature};
}

Validation Signer::validate(const Token& token, Time now,
                            std::optional<std::string_view> content) const {
  const Claims& claims = token.claims;
  if (!equal_in_constant_time(hmac_(canonical_form(claims)), token.signature))
    return {Validity::tampered,
            "the signature does not fit: a field was changed, or another secret signed it"};
  if (content && !equal_in_constant_time(sha256(*content), claims.sanitized_hash))
    return {Validity::tampered, "the content is not the one that the token certifies"};
  if (now >= claims.expires_at)
    return {Validity::expired, "it expired at " + seconds(claims.expires_at) +
                                   " (UTC seconds), and now it is " + seconds(now)};
  if (now + clock_skew < claims.issued_at)
    return {Validity::not_yet_valid, "it is issued at " + seconds(claims.issued_at) +
                                         " (UTC seconds), and now it is " + seconds(now)};
  return {Validity::valid, "until " + seconds(claims.expires_at) + " (UTC seconds)"};
}

}  // namespace pawl::tools::trust_token
