#pragma once
/// OpenSSL's handles as C++ values, and bytes as it takes them. Heavy: for .cpp files only.

#include <openssl/evp.h>

#include <memory>
#include <string>
#include <string_view>

namespace pawl::baselines {

template <auto free>
struct OpensslFree {
  template <typename Object>
  void operator()(Object* object) const {
    free(object);
  }
};

using OpensslKey = std::unique_ptr<EVP_PKEY, OpensslFree<EVP_PKEY_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, OpensslFree<EVP_MD_CTX_free>>;

/// The key; nullptr unless `pem` is a private one of that kind (EVP_PKEY_RSA, EVP_PKEY_ED25519)
/// without a password. Throws std::bad_alloc.
OpensslKey private_key(std::string_view pem, int kind);

/// Throws std::bad_alloc.
DigestContext digest_context();

/// The text's bytes, to be read.
const unsigned char* bytes_of(std::string_view text);
/// The same of a string that is to be written over.
unsigned char* room_of(std::string& bytes);

}  // namespace pawl::baselines
