#pragma once
/// Ed25519 (RFC 8032): whoever has the private key signs a text, and whoever knows the public key
/// can tell whether it is still that text.
///
/// A public key is the line that `openssl pkey -pubout` prints between BEGIN and END (its
/// SubjectPublicKeyInfo in base64, 60 characters); a private key is PEM without a password.

#include <string>
#include <string_view>

namespace pawl::baselines {

/// Whether the text is a public key in that form.
bool is_public_key(std::string_view text);

/// The public key that belongs to a private one. Throws Error (Fault::input), which shows nothing
/// of the key, for what is none.
std::string public_key_of(std::string_view private_pem);

/// The signature in base64, always the same for the same text. Throws as above.
std::string ed25519_signature(std::string_view private_pem, std::string_view text);

/// Whether it is that key's signature of the text; false also for what is no key or signature.
bool is_signed(std::string_view public_key, std::string_view signature, std::string_view text);

}  // namespace pawl::baselines
