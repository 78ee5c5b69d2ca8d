#pragma once
/// A socket that listens on a port of loopback, 0 for any that is free.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>
#include <string>

namespace pawl::tests {

class LoopbackListener {
 public:
  explicit LoopbackListener(std::uint16_t port = 0)
      : number_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (number_ < 0 || ::bind(number_, any, size) != 0 || ::listen(number_, 128) != 0 ||
        ::getsockname(number_, any, &size) != 0) {
      ::close(number_);
      throw std::runtime_error("no socket on loopback");
    }
    port_ = ntohs(address.sin_port);
  }
  LoopbackListener(const LoopbackListener&) = delete;
  LoopbackListener& operator=(const LoopbackListener&) = delete;
  ~LoopbackListener() { ::close(number_); }

  std::uint16_t port() const { return port_; }
  /// "127.0.0.1:8080"
  std::string authority() const { return "127.0.0.1:" + std::to_string(port_); }
  /// From now on more than one that waits to be accepted are not let in.
  void shorten_queue() const { ::listen(number_, 0); }
  /// The next connection; negative after shut_down().
  int accept() const { return ::accept4(number_, nullptr, nullptr, SOCK_CLOEXEC); }
  void shut_down() const { ::shutdown(number_, SHUT_RDWR); }

 private:
  int number_;
  std::uint16_t port_ = 0;
};

}  // namespace pawl::tests
