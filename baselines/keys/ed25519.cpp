#include "ed25519.hpp"

#include "base64.hpp"
#include "baselines/error.hpp"
#include "openssl.hpp"

#include <openssl/x509.h>

#include <optional>
#include <stdexcept>

namespace pawl::baselines {
namespace {

constexpr std::size_t signature_size = 64, public_key_size = 44;

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL knows no Ed25519 on this machine");
}

/// Exactly `size` bytes; nullopt otherwise.
std::optional<std::string> decoded(std::string_view text, std::size_t size) {
  auto bytes = base64_decoded(text);
  if (bytes && bytes->size() != size) bytes.reset();
  return bytes;
}

OpensslKey signing_key(std::string_view pem) {
  OpensslKey key = private_key(pem, EVP_PKEY_ED25519);
  if (key == nullptr)
    throw Error(Fault::input,
                "expected an Ed25519 private key in PEM without a password, found something else; "
                "openssl genpkey -algorithm ed25519 makes one");
  return key;
}

OpensslKey public_key(std::string_view text) {
  const auto bytes = decoded(text, public_key_size);
  if (!bytes) return nullptr;
  const unsigned char* at = bytes_of(*bytes);
  OpensslKey key(d2i_PUBKEY(nullptr, &at, static_cast<long>(bytes->size())));
  if (key != nullptr && EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_ED25519) return key;
  return nullptr;
}

}  // namespace

bool is_public_key(std::string_view text) {
  return public_key(text) != nullptr;
}

std::string public_key_of(std::string_view private_pem) {
  const OpensslKey key = signing_key(private_pem);
  std::string bytes(public_key_size, '\0');
  unsigned char* at = room_of(bytes);
  require(i2d_PUBKEY(key.get(), nullptr) == static_cast<int>(public_key_size));
  require(i2d_PUBKEY(key.get(), &at) == static_cast<int>(public_key_size));
  return base64(bytes);
}

std::string ed25519_signature(std::string_view private_pem, std::string_view text) {
  const OpensslKey key = signing_key(private_pem);
  const DigestContext context = digest_context();
  require(EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  std::string signature(signature_size, '\0');
  std::size_t size = signature.size();
  require(EVP_DigestSign(context.get(), room_of(signature), &size, bytes_of(text), text.size()) ==
          1);
  return base64(signature);
}

bool is_signed(std::string_view public_text, std::string_view signature, std::string_view text) {
  const OpensslKey key = public_key(public_text);
  const std::optional<std::string> bytes = decoded(signature, signature_size);
  if (key == nullptr || !bytes) return false;
  const DigestContext context = digest_context();
  require(EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key.get()) == 1);
  return EVP_DigestVerify(context.get(), bytes_of(*bytes), bytes->size(), bytes_of(text),
                          text.size()) == 1;
}

}  // namespace pawl::baselines
