#pragma once
/// A Target is where requests go: a URL taken apart; and the request's bytes.

#include <sys/socket.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pawl::tools::load {

struct Target {
  bool is_secure = false;   ///< https
  std::string host;         ///< without the brackets of an IPv6 address
  std::uint16_t port = 80;  ///< 1 … 65535
  std::string path = "/";   ///< with its query
  std::string authority;    ///< as the Host header has it: "127.0.0.1:8080"
};

/// Error (Fault::input) when it is not "http[s]://HOST[:PORT][/PATH][?QUERY]", in ASCII without
/// spaces.
Target parse_target(std::string_view url);

struct Address {
  sockaddr_storage bytes{};
  socklen_t size = 0;
};

/// Whether it takes a connection within a second (the kernel itself tries for two minutes where
/// packets are dropped).
bool takes_connections(const Address& address);

/// The first that takes a connection now; the first of all where none does. Not empty.
Address reachable(const std::vector<Address>& addresses);

/// Its host's address, the reachable one of several: where localhost is ::1 first, a server may
/// listen on 127.0.0.1 alone. Error (Fault::remote) when it has none.
Address resolve(const Target& target);

struct RequestParts {
  std::string method = "GET";
  std::map<std::string, std::string> headers;
  std::string body;
  bool keep_alive = true;
};

/// The bytes of an HTTP/1.1 request, with Host and Content-Length where they are not among its
/// headers. Error (Fault::input) for a method or header that cannot stand in one.
std::string request_bytes(const Target& target, const RequestParts& parts);

/// Names in lower case and values, in order.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The header of an HTTP/2 request, its pseudo-header first (RFC 9113, 8.3.1). Error (Fault::input)
/// as above, and for headers of a connection, which HTTP/2 forbids.
Fields request_fields(const Target& target, const RequestParts& parts);

/// Headers from the text of a file, one "Name: value" a line; empty lines and those from # are
/// left out. `name` stands for the file in errors (Fault::input), which show no value: a line that
/// is none, a header that comes twice.
std::map<std::string, std::string> parse_headers(std::string_view text, const std::string& name);

}  // namespace pawl::tools::load
