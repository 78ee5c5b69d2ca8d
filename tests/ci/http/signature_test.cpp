#include "ci/http/signature.hpp"

#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

using namespace pawl::ci;

BOOST_AUTO_TEST_SUITE(signature_)

/// RFC 4231, test cases 1 and 2.
BOOST_AUTO_TEST_CASE(hmac_is_that_of_the_rfc) {
  BOOST_TEST(hmac_sha256_hex(std::string(20, '\x0b'), "Hi There") ==
             "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  BOOST_TEST(hmac_sha256_hex("Jefe", "what do ya want for nothing?") ==
             "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

BOOST_AUTO_TEST_CASE(base64_for_urls_has_no_padding) {
  BOOST_TEST(base64url("\xfb\xff\xfe!") == "-__-IQ");
}

BOOST_AUTO_TEST_CASE(a_signature_is_verified_by_the_public_key) {
  EVP_PKEY* key = EVP_RSA_gen(2048U);
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  const std::string signature = rs256({data, static_cast<std::size_t>(size)}, "message");
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  EVP_DigestVerifyInit(context, nullptr, EVP_sha256(), nullptr, key);
  BOOST_TEST(EVP_DigestVerify(context, reinterpret_cast<const unsigned char*>(signature.data()),
                              signature.size(), reinterpret_cast<const unsigned char*>("message"),
                              7) == 1);
  EVP_MD_CTX_free(context);
  BIO_free(out);
  EVP_PKEY_free(key);
}

BOOST_AUTO_TEST_CASE(what_is_no_key_is_refused_unshown) {
  for (const std::string bad :
       {"", "planted0secret",
        "-----BEGIN RSA PRIVATE KEY-----\nplanted0secret\n-----END RSA PRIVATE KEY-----\n"}) {
    try {
      rs256(bad, "message");
      BOOST_ERROR("accepted");
    } catch (const pawl::Error& error) {
      BOOST_TEST(std::string(error.what()).find("planted0secret") == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
