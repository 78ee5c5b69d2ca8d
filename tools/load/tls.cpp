#include "tls.hpp"

#include "baselines/error.hpp"

#include <arpa/inet.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

#include <array>
#include <string_view>
#include <utility>

namespace pawl::tools::load {

namespace {

bool is_address(const std::string& host) {
  std::array<unsigned char, sizeof(in6_addr)> bytes;
  return ::inet_pton(AF_INET, host.c_str(), bytes.data()) == 1 ||
         ::inet_pton(AF_INET6, host.c_str(), bytes.data()) == 1;
}

/// Each name with its length before it.
constexpr std::string_view http1 = "\x08http/1.1", http2 = "\x02h2";

void set_protocol(SSL_CTX* context, std::string_view protocol) {
  SSL_CTX_set_alpn_protos(context, reinterpret_cast<const unsigned char*>(protocol.data()),
                          static_cast<unsigned>(protocol.size()));
}

void trust(SSL_CTX* context, const std::string& cacert) {
  const bool is_read = cacert.empty() ? SSL_CTX_set_default_verify_paths(context) == 1
                                      : SSL_CTX_load_verify_file(context, cacert.c_str()) == 1;
  ERR_clear_error();
  if (!is_read)
    throw Error(Fault::input,
                "load: cacert: expected a file of certificates (PEM), found none that can be read "
                "in " +
                    (cacert.empty() ? "the system's place" : cacert));
}

}  // namespace

void Tls::Free::operator()(ssl_st* session) const {
  SSL_free(session);
}

void Tls::Free::operator()(ssl_ctx_st* context) const {
  SSL_CTX_free(context);
}

Tls::Tls(std::string host, const TlsOptions& options)
    : host_(std::move(host)),
      is_http2_(options.is_http2),
      context_(SSL_CTX_new(TLS_client_method())) {
  if (!context_) throw Error(Fault::io, "load: TLS: no memory for it");
  SSL_CTX_set_min_proto_version(context_.get(), TLS1_2_VERSION);
  SSL_CTX_set_mode(context_.get(),
                   SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_session_cache_mode(context_.get(), SSL_SESS_CACHE_OFF);
  SSL_CTX_set_read_ahead(context_.get(), 1);  // one recv() a record instead of two
  set_protocol(context_.get(), is_http2_ ? http2 : http1);
  if (options.is_insecure) return;
  trust(context_.get(), options.cacert);
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
}

Tls::Session Tls::session(int socket) const {
  Session session(SSL_new(context_.get()));
  if (!session || SSL_set_fd(session.get(), socket) != 1)
    throw Error(Fault::io, "load: TLS: no memory for a session");
  if (is_address(host_)) {
    X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(session.get()), host_.c_str());
  } else {
    SSL_set1_host(session.get(), host_.c_str());
    // What SSL_set_tlsext_host_name is, without its cast.
    SSL_ctrl(session.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
             const_cast<char*>(host_.c_str()));
  }
  SSL_set_connect_state(session.get());
  return session;
}

void Tls::expect_protocol(const Session& session) const {
  const unsigned char* name = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(session.get(), &name, &size);
  const std::string_view chosen(reinterpret_cast<const char*>(name), size);
  if (is_http2_ && chosen != "h2")
    throw Error(Fault::remote, "load: " + host_ +
                                   ": expected a server that speaks HTTP/2 over TLS, found one "
                                   "that does not offer it; leave http2 out");
}

void Tls::expect_trusted(const Session& session) const {
  const long verdict = SSL_get_verify_result(session.get());
  if (verdict == X509_V_OK || SSL_get_verify_mode(session.get()) == SSL_VERIFY_NONE) return;
  throw Error(Fault::remote,
              "load: " + host_ + ": expected a certificate that can be trusted, found: " +
                  X509_verify_cert_error_string(verdict) +
                  "; name its issuer's file with cacert, or say insecure for a test server");
}

}  // namespace pawl::tools::load
