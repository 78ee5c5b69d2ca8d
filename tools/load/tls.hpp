#pragma once
/// Tls is what all connections of a load over https have in common: whom they trust, and which
/// protocol they ask for.

#include <memory>
#include <string>

struct ssl_ctx_st;
struct ssl_st;

namespace pawl::tools::load {

struct TlsOptions {
  std::string cacert;        ///< file of PEM certificates to trust; empty: the system's
  bool is_insecure = false;  ///< any certificate, of any name, will do
  bool is_http2 = false;     ///< asks for "h2" (ALPN, RFC 7301) in place of "http/1.1"
};

class Tls {
 public:
  /// For a server of that name or address. TLS 1.2 or later. Error (Fault::input) when a file of
  /// certificates cannot be read.
  Tls(std::string host, const TlsOptions& options);

  struct Free {
    void operator()(ssl_st* session) const;
    void operator()(ssl_ctx_st* context) const;
  };
  using Session = std::unique_ptr<ssl_st, Free>;

  /// A client's session over a connected socket. Each makes a handshake in full: none is resumed.
  /// Error (Fault::io) when there is no memory for it.
  Session session(int socket) const;
  /// Once a handshake is made. Error (Fault::remote) when the server did not agree to HTTP/2.
  void expect_protocol(const Session& session) const;
  /// Once one has failed. Error (Fault::remote) when it failed for the server's certificate, which
  /// no further attempt would mend.
  void expect_trusted(const Session& session) const;

 private:
  std::string host_;
  bool is_http2_;
  std::unique_ptr<ssl_ctx_st, Free> context_;
};

}  // namespace pawl::tools::load
