#pragma once
/// A certificate that signs itself, for 127.0.0.1, made anew in each run of the tests.

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <stdexcept>
#include <string>

namespace pawl::tests {

class TestCertificate {
 public:
  /// `name` as in a certificate's alternative names: "IP:127.0.0.1", "DNS:elsewhere.example".
  explicit TestCertificate(const std::string& name = "IP:127.0.0.1")
      : key_(EVP_EC_gen("P-256"), EVP_PKEY_free), certificate_(X509_new(), X509_free) {
    X509* x = certificate_.get();
    X509_set_version(x, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 86400);
    X509_set_pubkey(x, key_.get());
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                               reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(x));
    std::unique_ptr<X509_EXTENSION, decltype(&X509_EXTENSION_free)> names(
        X509V3_EXT_conf_nid(nullptr, nullptr, NID_subject_alt_name, name.c_str()),
        X509_EXTENSION_free);
    X509_add_ext(x, names.get(), -1);
    if (X509_sign(x, key_.get(), EVP_sha256()) == 0)
      throw std::runtime_error("no certificate could be made");
  }

  /// For a server.
  std::shared_ptr<SSL_CTX> context() const {
    std::shared_ptr<SSL_CTX> made(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
    SSL_CTX_use_certificate(made.get(), certificate_.get());
    SSL_CTX_use_PrivateKey(made.get(), key_.get());
    return made;
  }
  /// For a client that is to trust it.
  void write(const std::filesystem::path& path) const {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                         std::fclose);
    if (!file || PEM_write_X509(file.get(), certificate_.get()) != 1)
      throw std::runtime_error("the certificate could not be written");
  }
  void write_key(const std::filesystem::path& path) const {
    std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"),
                                                         std::fclose);
    if (!file ||
        PEM_write_PrivateKey(file.get(), key_.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
      throw std::runtime_error("the key could not be written");
  }

 private:
  std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key_;
  std::unique_ptr<X509, decltype(&X509_free)> certificate_;
};

}  // namespace pawl::tests
