#pragma once
/// A FileSignature is somebody's word for a file of Pawl's, within that file: an Ed25519 signature
/// (ed25519.hpp) over all the rest of it. What changes the file drops it.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

class JsonFields;

struct FileSignature {
  std::string key;  ///< the public one
  std::string value;
  bool operator==(const FileSignature&) const = default;
};

/// Public keys of which one must have signed; nullopt: nothing need be signed.
using Signers = std::optional<std::vector<std::string>>;

/// By the private key, in PEM. Throws as ed25519_signature().
FileSignature signature_by(std::string_view private_pem, std::string_view signed_text);

/// Why a file is not signed by one of `signers`, as the end of a sentence; empty when it is.
std::string signature_problem(const std::optional<FileSignature>& signature,
                              std::string_view signed_text,
                              const std::vector<std::string>& signers);

/// Whether it fits; whose key it is, is another question.
bool is_fitting(const FileSignature& signature, std::string_view signed_text);

/// The field "signature" of a file. Throws Error (Fault::input).
std::optional<FileSignature> parse_signature(JsonFields& fields);

/// Appends a line `,"signature":{…}` to the file; nothing for nullopt.
void append_signature(std::string& out, const std::optional<FileSignature>& signature);

}  // namespace pawl::baselines
