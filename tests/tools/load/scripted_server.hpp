#pragma once
/// A server on loopback that holds any number of connections, and answers the n-th request (over
/// all of them, from 0) with what a script says: what a load may meet.

#include "support/loopback_listener.hpp"

#include <openssl/ssl.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <functional>
#include <memory>
#include <mutex>
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

  /// With a context, over TLS.
  explicit ScriptedServer(Script script, std::shared_ptr<SSL_CTX> context = nullptr)
      : script_(std::move(script)), context_(std::move(context)) {
    url = (context_ ? "https://" : "http://") + listener_.authority() + "/";
    acceptor_ = std::jthread([this] { accept_all(); });
  }
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;
  ~ScriptedServer() {
    listener_.shut_down();
    acceptor_.join();
    const std::scoped_lock lock(mutex_);
    for (const int line : lines_) ::shutdown(line, SHUT_RDWR);
    threads_.clear();
    for (const int line : lines_) ::close(line);
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
      const int line = listener_.accept();
      if (line < 0) return;
      const std::scoped_lock lock(mutex_);
      lines_.push_back(line);
      threads_.emplace_back([this, line] { serve(line); });
    }
  }

  /// A connection, with or without TLS.
  struct Line {
    int socket;
    std::unique_ptr<SSL, decltype(&SSL_free)> session{nullptr, SSL_free};

    ssize_t read(char* bytes, std::size_t size) const {
      return session ? SSL_read(session.get(), bytes, static_cast<int>(size))
                     : ::recv(socket, bytes, size, 0);
    }
    ssize_t write(const char* bytes, std::size_t size) const {
      return session ? SSL_write(session.get(), bytes, static_cast<int>(size))
                     : ::send(socket, bytes, size, MSG_NOSIGNAL);
    }
  };

  void serve(int socket) {
    sigset_t broken_pipes;  // OpenSSL writes as to a pipe
    ::sigemptyset(&broken_pipes);
    ::sigaddset(&broken_pipes, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &broken_pipes, nullptr);
    Line line{.socket = socket};
    if (context_) {
      line.session.reset(SSL_new(context_.get()));
      SSL_set_fd(line.session.get(), socket);
      if (SSL_accept(line.session.get()) != 1) {
        ::shutdown(socket, SHUT_RDWR);
        return;
      }
    }
    std::string received;
    for (;;) {
      const std::size_t end = received.find("\r\n\r\n");
      if (end == std::string::npos || received.size() < end + 4 + body_length(received, end)) {
        char buffer[4096];
        const ssize_t got = line.read(buffer, sizeof buffer);
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

  static bool answer(const Line& line, const Answer& answer) {
    std::this_thread::sleep_for(answer.delay);
    for (std::size_t at = 0; at < answer.bytes.size();) {
      const std::size_t size = std::min(answer.piece, answer.bytes.size() - at);
      const ssize_t put = line.write(answer.bytes.data() + at, size);
      if (put <= 0) return false;
      at += static_cast<std::size_t>(put);
    }
    if (answer.then == Then::half_closes && line.session) SSL_shutdown(line.session.get());
    if (answer.then == Then::closes) ::shutdown(line.socket, SHUT_RDWR);
    if (answer.then == Then::half_closes) ::shutdown(line.socket, SHUT_WR);
    return answer.then == Then::keeps || answer.then == Then::half_closes;
  }

  Script script_;
  std::shared_ptr<SSL_CTX> context_;
  LoopbackListener listener_;
  std::atomic<std::size_t> requests_{0};
  std::mutex mutex_;
  std::vector<int> lines_;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

}  // namespace pawl::tests
