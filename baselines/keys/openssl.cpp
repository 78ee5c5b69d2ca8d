#include "openssl.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include <new>
#include <utility>

namespace pawl::baselines {
namespace {

using Bio = std::unique_ptr<BIO, OpensslFree<BIO_free>>;

/// Else OpenSSL would ask the terminal for a password.
int no_password(char* /*to*/, int /*size*/, int /*writing*/, void* /*data*/) {
  return -1;
}

}  // namespace

OpensslKey private_key(std::string_view pem, int kind) {
  const Bio in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  if (in == nullptr) throw std::bad_alloc();
  OpensslKey key(PEM_read_bio_PrivateKey(in.get(), nullptr, no_password, nullptr));
  return key != nullptr && EVP_PKEY_get_base_id(key.get()) == kind ? std::move(key) : nullptr;
}

DigestContext digest_context() {
  DigestContext context(EVP_MD_CTX_new());
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

unsigned char* room_of(std::string& bytes) {
  return reinterpret_cast<unsigned char*>(bytes.data());
}

}  // namespace pawl::baselines
