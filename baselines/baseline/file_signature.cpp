#include "file_signature.hpp"

#include "baselines/keys/ed25519.hpp"
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_document.hpp"

#include <algorithm>

namespace pawl::baselines {

FileSignature signature_by(std::string_view private_pem, std::string_view signed_text) {
  return {public_key_of(private_pem), ed25519_signature(private_pem, signed_text)};
}

bool is_fitting(const FileSignature& signature, std::string_view signed_text) {
  return is_signed(signature.key, signature.value, signed_text);
}

std::string signature_problem(const std::optional<FileSignature>& signature,
                              std::string_view signed_text,
                              const std::vector<std::string>& signers) {
  if (!signature) return "expected to be signed, found no signature; pawl baseline sign";
  if (std::find(signers.begin(), signers.end(), signature->key) == signers.end())
    return "signed by a key that is not among those trusted";
  if (!is_fitting(*signature, signed_text))
    return "its contents do not match its signature; changed since it was signed? look at the "
           "change, then sign it: pawl baseline sign";
  return {};
}

std::optional<FileSignature> parse_signature(JsonFields& fields) {
  const auto node = fields.find("signature");
  if (!node) return std::nullopt;
  JsonFields signature(*node);
  return FileSignature{signature.require("key").string(), signature.require("ed25519").string()};
}

void append_signature(std::string& out, const std::optional<FileSignature>& signature) {
  if (!signature) return;
  out += ",\n\"signature\":";
  JsonObject(out).text("key", signature->key).text("ed25519", signature->value).end();
}

}  // namespace pawl::baselines
