#include "digest.hpp"

#include "baselines/keys/sha256.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <stdexcept>

namespace pawl::tools::trust_token {

namespace {

/// Looked up once: a look-up costs as much as the hash of a short message.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  return algorithm;
}

EVP_MAC* hmac_algorithm() {
  static EVP_MAC* algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  return algorithm;
}

/// OpenSSL fails here only without memory or without its default provider.
void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL cannot compute SHA-256 on this machine");
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::optional<unsigned> hex_digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a' + 10);
  return std::nullopt;
}

}  // namespace

Digest sha256(std::string_view message) {
  Digest digest{};
  require(EVP_Digest(message.data(), message.size(), digest.data(), nullptr, sha256_algorithm(),
                     nullptr) == 1);
  return digest;
}

bool equal_in_constant_time(const Digest& a, const Digest& b) {
  return CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string hex(const Digest& digest) {
  return baselines::hex(digest);
}

std::optional<Digest> digest_from_hex(std::string_view text) {
  Digest digest{};
  if (text.size() != 2 * digest.size()) return std::nullopt;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    const auto high = hex_digit(text[2 * i]);
    const auto low = hex_digit(text[2 * i + 1]);
    if (!high || !low) return std::nullopt;
    digest[i] = static_cast<unsigned char>(*high << 4 | *low);
  }
  return digest;
}

void Hmac::Free::operator()(evp_mac_ctx_st* context) const {
  EVP_MAC_CTX_free(context);
}

Hmac::Hmac(const Secret& key) : keyed_(EVP_MAC_CTX_new(hmac_algorithm())) {
  require(keyed_ != nullptr);
  std::string name = "SHA256";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.data(), name.size()),
      OSSL_PARAM_construct_end()};
  require(EVP_MAC_init(keyed_.get(), bytes_of(key.bytes()), key.bytes().size(), parameters) == 1);
}

Digest Hmac::operator()(std::string_view message) const {
  const std::unique_ptr<evp_mac_ctx_st, Free> context(EVP_MAC_CTX_dup(keyed_.get()));
  require(context != nullptr);
  Digest digest{};
  std::size_t length = 0;
  require(EVP_MAC_update(context.get(), bytes_of(message), message.size()) == 1);
  require(EVP_MAC_final(context.get(), digest.data(), &length, digest.size()) == 1);
  return digest;
}

}  // namespace pawl::tools::trust_token
