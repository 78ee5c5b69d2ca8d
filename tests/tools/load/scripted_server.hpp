#pragma once
/// A server on loopback that holds any number of connections, and answers the n-th request (over
/// all of them, from 0) with what a script says: what a load may meet.

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace pawl::tests {

class ScriptedServer {
 public:
  enum class Then { keeps, closes, half_closes, falls_silent };
  struct Answer {
    std::string bytes;
    Then then = Then::keeps;
    std::chrono::milliseconds delay{0};
    std::size_t piece = std::string::npos;  ///< bytes sent at a time
  };
  using Script = std::function<Answer(std::size_t number, const std::string& request)>;

  explicit ScriptedServer(Script script) : script_(std::move(script)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    auto* any = reinterpret_cast<sockaddr*>(&address);
    if (listener_ < 0 || ::bind(listener_, any, size) != 0 || ::listen(listener_, 128) != 0 ||
        ::getsockname(listener_, any, &size) != 0)
      throw std::runtime_error("no socket on loopback");
    url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/";
    acceptor_ = std::jthread([this] { accept_all(); });
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    const std::scoped_lock lock(mutex_);
    for (const int line : lines_) ::shutdown(line, SHUT_RDWR);
    threads_.clear();
    for (const int line : lines_) ::close(line);
    ::close(listener_);
  }

  std::string url;
  std::size_t requests() const { return requests_; }
  std::size_t connections() {
    const std::scoped_lock lock(mutex_);
    return lines_.size();
  }

 private:
  void accept_all() {
    for (;;) {
      const int line = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      if (line < 0) return;
      const std::scoped_lock lock(mutex_);
      lines_.push_back(line);
      threads_.emplace_back([this, line] { serve(line); });
    }
  }

  void serve(int line) {
    std::string received;
    for (;;) {
      const std::size_t end = received.find("\r\n\r\n");
      if (end == std::string::npos || received.size() < end + 4 + body_length(received, end)) {
        char buffer[4096];
        const ssize_t got = ::recv(line, buffer, sizeof buffer, 0);
        if (got <= 0) return;
        received.append(buffer, static_cast<std::size_t>(got));
        continue;
      }
      const std::size_t size = end + 4 + body_length(received, end);
      if (!answer(line, script_(requests_++, received.substr(0, size)))) return;
      received.erase(0, size);
    }
  }

  static std::size_t body_length(const std::string& request, std::size_t end) {
    const std::string name = "Content-Length: ";
    const std::size_t at = request.find(name);
    return at < end ? std::stoul(request.substr(at + name.size())) : 0;
  }

  static bool answer(int line, const Answer& answer) {
    std::this_thread::sleep_for(answer.delay);
    for (std::size_t at = 0; at < answer.bytes.size();) {
      const std::size_t size = std::min(answer.piece, answer.bytes.size() - at);
      const ssize_t put = ::send(line, answer.bytes.data() + at, size, MSG_NOSIGNAL);
      if (put <= 0) return false;
      at += static_cast<std::size_t>(put);
    }
    if (answer.then == Then::closes) ::shutdown(line, SHUT_RDWR);
    if (answer.then == Then::half_closes) ::shutdown(line, SHUT_WR);
    return answer.then == Then::keeps || answer.then == Then::half_closes;
  }

  Script script_;
  int listener_ = -1;
  std::atomic<std::size_t> requests_{0};
  std::mutex mutex_;
  std::vector<int> lines_;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

}  // namespace pawl::tests
