#include "tls.hpp"

#include "baselines/error.hpp"

namespace pawl::tools::http_server {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

void demand(const error_code& failure, const std::string& file, const char* expected) {
  if (!failure) return;
  throw Error(failure.category() == boost::system::system_category() ? Fault::io : Fault::input,
              file + ": expected " + expected + ", PEM: " + failure.message());
}

}  // namespace

ssl::context tls_context(const std::string& certificate, const std::string& key) {
  ssl::context context(ssl::context::tls_server);
  error_code failure;
  context.set_options(ssl::context::default_workarounds | ssl::context::no_sslv2 |
                      ssl::context::no_sslv3 | ssl::context::no_tlsv1 | ssl::context::no_tlsv1_1);
  // Without one OpenSSL would ask for it on the terminal.
  context.set_password_callback([](std::size_t, ssl::context::password_purpose) { return ""; },
                                failure);
  context.use_certificate_chain_file(certificate, failure);
  demand(failure, certificate, "a certificate");
  context.use_private_key_file(key, ssl::context::pem, failure);
  demand(failure, key, "the certificate's private key without a password");
  // A key of another kind is taken beside the certificate, and then serves nobody.
  if (SSL_CTX_check_private_key(context.native_handle()) != 1)
    throw Error(Fault::input,
                key + ": expected the private key of " + certificate + ", found another");
  return context;
}

}  // namespace pawl::tools::http_server
