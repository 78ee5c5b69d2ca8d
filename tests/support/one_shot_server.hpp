#pragma once
/// A server on loopback that takes one connection after another, reads a request with its body,
/// answers with the script's next bytes as they are, and closes: what a real line may do to a
/// client.

#include "loopback_listener.hpp"

#include <cstddef>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace pawl::tests {

class OneShotServer {
 public:
  explicit OneShotServer(std::vector<std::string> answers) : answers_(std::move(answers)) {
    url = "http://" + listener_.authority();
    thread_ = std::thread([this] { serve(); });
  }
  OneShotServer(const OneShotServer&) = delete;
  OneShotServer& operator=(const OneShotServer&) = delete;
  ~OneShotServer() {
    listener_.shut_down();
    thread_.join();
  }

  std::string url;

  /// What was received, once each answer of the script was given.
  const std::vector<std::string>& requests() {
    if (thread_.joinable()) thread_.join();
    thread_ = std::thread([] {});
    return requests_;
  }

 private:
  void serve() {
    for (const std::string& answer : answers_) {
      const int line = listener_.accept();
      if (line < 0) return;
      requests_.push_back(receive(line));
      std::size_t sent = 0;
      while (sent < answer.size()) {
        const ssize_t put = ::send(line, answer.data() + sent, answer.size() - sent, MSG_NOSIGNAL);
        if (put <= 0) break;
        sent += static_cast<std::size_t>(put);
      }
      ::close(line);
    }
  }

  static std::string receive(int line) {
    std::string request;
    char buffer[4096];
    while (!is_whole(request)) {
      const ssize_t got = ::recv(line, buffer, sizeof buffer, 0);
      if (got <= 0) break;
      request.append(buffer, static_cast<std::size_t>(got));
    }
    return request;
  }

  static bool is_whole(const std::string& request) {
    const std::size_t end = request.find("\r\n\r\n");
    if (end == std::string::npos) return false;
    const std::size_t length = request.find("Content-Length: ");
    const std::size_t body =
        length < end ? std::stoul(request.substr(length + sizeof "Content-Length: " - 1)) : 0;
    return request.size() >= end + 4 + body;
  }

  std::vector<std::string> answers_;
  std::vector<std::string> requests_;
  LoopbackListener listener_;
  std::thread thread_;
};

}  // namespace pawl::tests
