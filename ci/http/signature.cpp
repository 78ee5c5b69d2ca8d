#include "signature.hpp"

#include "baselines/error.hpp"
#include "baselines/keys/base64.hpp"
#include "baselines/keys/openssl.hpp"
#include "baselines/keys/sha256.hpp"

#include <openssl/hmac.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <stdexcept>

namespace pawl::ci {

namespace {

using baselines::bytes_of;

void require(bool succeeded) {
  if (!succeeded) throw std::runtime_error("OpenSSL cannot sign by SHA-256 on this machine");
}

baselines::OpensslKey signing_key(std::string_view pem) {
  baselines::OpensslKey key = baselines::private_key(pem, EVP_PKEY_RSA);
  if (key == nullptr)
    throw Error(Fault::input,
                "expected an RSA private key in PEM (\"-----BEGIN RSA PRIVATE KEY-----\") without "
                "a password, as GitHub generates it for an App");
  return key;
}

}  // namespace

std::string hmac_sha256_hex(std::string_view key, std::string_view message) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  require(HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), bytes_of(message),
               message.size(), digest.data(), nullptr) != nullptr);
  return baselines::hex(digest);
}

std::string base64url(std::string_view bytes) {
  std::string text = baselines::base64(bytes);
  text.erase(std::find(text.begin(), text.end(), '='), text.end());
  std::replace(text.begin(), text.end(), '+', '-');
  std::replace(text.begin(), text.end(), '/', '_');
  return text;
}

std::string rs256(std::string_view pem, std::string_view message) {
  const baselines::OpensslKey key = signing_key(pem);
  const baselines::DigestContext context = baselines::digest_context();
  require(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key.get()) == 1);
  std::size_t size = 0;
  require(EVP_DigestSign(context.get(), nullptr, &size, bytes_of(message), message.size()) == 1);
  std::string signature(size, '\0');
  require(EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(signature.data()), &size,
                         bytes_of(message), message.size()) == 1);
  signature.resize(size);
  return signature;
}

}  // namespace pawl::ci
