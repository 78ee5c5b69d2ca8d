#pragma once
/// A server on loopback by TLS, whose certificate nobody has signed but itself. It takes one
/// connection and says nothing over it.

#include "loopback_listener.hpp"
#include "test_certificate.hpp"

#include <memory>
#include <string>
#include <thread>

namespace pawl::tests {

class TlsServer {
 public:
  TlsServer() : thread_([this] { serve(); }) {}
  TlsServer(const TlsServer&) = delete;
  TlsServer& operator=(const TlsServer&) = delete;
  ~TlsServer() {
    listener_.shut_down();
    thread_.join();
  }

  std::string authority() const { return listener_.authority(); }

 private:
  void serve() const {
    const int line = listener_.accept();
    if (line < 0) return;
    const auto context = TestCertificate().context();
    const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context.get()), SSL_free);
    SSL_set_fd(tls.get(), line);
    char some[256];
    if (SSL_accept(tls.get()) == 1) SSL_read(tls.get(), some, sizeof some);
    ::close(line);
  }

  LoopbackListener listener_;
  std::thread thread_;
};

}  // namespace pawl::tests
