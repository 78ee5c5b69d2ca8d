#include "http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>

namespace pawl::tests {
namespace {

/// What a call says that goes on after the process was stopped for a while.
template <typename Call>
ssize_t unbroken(const Call& call) {
  ssize_t result = 0;
  do result = call();
  while (result < 0 && errno == EINTR);
  return result;
}

}  // namespace

HttpClient::HttpClient(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
  const timeval patience{.tv_sec = 20, .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error("cannot connect");
  }
}

HttpClient::~HttpClient() {
  ::close(socket_);
}

bool HttpClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent =
        unbroken([&] { return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); });
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool HttpClient::read_more() {
  std::array<char, 16384> chunk{};
  const ssize_t got = unbroken([&] { return ::recv(socket_, chunk.data(), chunk.size(), 0); });
  if (got > 0) received_.append(chunk.data(), static_cast<std::size_t>(got));
  return got > 0;
}

std::optional<HttpClient::Reply> HttpClient::receive(bool with_body) {
  std::size_t end = 0;
  while ((end = received_.find("\r\n\r\n")) == std::string::npos)
    if (!read_more()) return std::nullopt;
  Reply reply;
  reply.head = received_.substr(0, end + 4);
  received_.erase(0, end + 4);
  reply.status = static_cast<unsigned>(std::stoul(reply.head.substr(9, 3)));
  const std::string name = "\r\nContent-Length: ";
  const std::size_t length_at = reply.head.find(name);
  if (!with_body || length_at == std::string::npos) return reply;
  const std::size_t length = std::stoul(reply.head.substr(length_at + name.size()));
  while (received_.size() < length)
    if (!read_more()) return std::nullopt;
  reply.body = received_.substr(0, length);
  received_.erase(0, length);
  return reply;
}

std::optional<HttpClient::Reply> HttpClient::exchange(const std::string& method,
                                                      const std::string& path,
                                                      const std::string& body) {
  send(method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " +
       std::to_string(body.size()) + "\r\n\r\n" + body);
  return receive(method != "HEAD");
}

std::string HttpClient::line() {
  std::size_t end = 0;
  while ((end = received_.find('\n')) == std::string::npos)
    if (!read_more()) return "the connection ended";
  const std::string text = received_.substr(0, end);
  received_.erase(0, end + 1);
  return text;
}

bool HttpClient::is_closed_by_server() {
  std::array<char, 1> byte{};
  errno = 0;
  return received_.empty() &&
         unbroken([&] { return ::recv(socket_, byte.data(), byte.size(), 0); }) <= 0 &&
         errno != EAGAIN && errno != EWOULDBLOCK;
}

}  // namespace pawl::tests
