#pragma once
/// A plain blocking HTTP client for tests: what goes over the wire is exactly what a test says.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::tests {

class HttpClient {
 public:
  /// Connects to 127.0.0.1. Whatever takes longer than 20 s fails.
  explicit HttpClient(std::uint16_t port);
  ~HttpClient();
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  struct Reply {
    unsigned status = 0;
    std::string head;
    std::string body;
  };

  /// False when the other side has gone.
  bool send(std::string_view bytes);
  /// One response with a Content-Length; nullopt when the connection ended instead. After HEAD, and
  /// after 1xx, there is no body.
  std::optional<Reply> receive(bool with_body = true);
  /// The next line of what follows a head without Content-Length, without its end.
  std::string line();
  /// A whole request, and its response.
  std::optional<Reply> exchange(const std::string& method, const std::string& path,
                                const std::string& body = {});
  /// Whether the other side closes (or resets) the connection without another byte.
  bool is_closed_by_server();

 private:
  bool read_more();

  int socket_;
  std::string received_;
};

}  // namespace pawl::tests
