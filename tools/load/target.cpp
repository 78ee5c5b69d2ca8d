#include "target.hpp"

#include "baselines/error.hpp"
#include "baselines/text/ascii_case.hpp"
#include "baselines/text/lines.hpp"
#include "tools/launch/descriptor.hpp"

#include <netdb.h>
#include <sys/time.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>

namespace pawl::tools::load {

namespace {

bool is_visible(char c) {
  return c > ' ' && c < '\x7f';
}

/// RFC 9110, 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           marks.find(c) != std::string_view::npos;
  });
}

bool is_header_value(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != '\x7f');
  });
}

using Headers = std::map<std::string, std::string>;

bool has_header(const Headers& headers, std::string_view wanted) {
  return std::any_of(headers.begin(), headers.end(), [&](const auto& header) {
    return baselines::same_but_for_case(header.first, wanted);
  });
}

void expect_valid(const RequestParts& parts) {
  if (!is_token(parts.method))
    throw Error(Fault::input, "load: expected an HTTP method such as GET or POST");
  for (const auto& [name, value] : parts.headers)
    if (!is_token(name) || !is_header_value(value))
      throw Error(Fault::input,
                  "load: a header has characters that cannot stand there; write "
                  "\"Name: value\" on one line");
}

bool wants_length(const RequestParts& parts) {
  if (has_header(parts.headers, "content-length") || has_header(parts.headers, "transfer-encoding"))
    return false;
  return !parts.body.empty() || parts.method == "POST" || parts.method == "PUT";
}

/// Shows nothing of the URL, which may hold secrets.
Error no_target(const std::string& why) {
  return {Fault::input, "load: " + why + "; write http://HOST:PORT/PATH"};
}

std::uint16_t parse_port(std::string_view text) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port < 1 || port > 65535)
    throw no_target("expected a port from 1 to 65535 in the URL");
  return static_cast<std::uint16_t>(port);
}

}  // namespace

Target parse_target(std::string_view url) {
  Target target;
  target.is_secure = url.starts_with("https://");
  if (target.is_secure) target.port = 443;
  const std::string_view scheme = target.is_secure ? "https://" : "http://";
  if (!url.starts_with(scheme) || !std::all_of(url.begin(), url.end(), is_visible))
    throw no_target("expected an http or https URL without spaces");
  std::string_view rest = url.substr(scheme.size(), url.find('#') - scheme.size());
  const std::size_t end = std::min(rest.find_first_of("/?"), rest.size());
  target.authority = rest.substr(0, end);
  if (end < rest.size())
    target.path = (rest[end] == '?' ? "/" : "") + std::string(rest.substr(end));
  if (target.authority.find('@') != std::string::npos)
    throw no_target("expected no password in the URL (headers_file keeps secrets)");
  std::string_view host = target.authority;
  const std::size_t bracket = host.rfind(']'), colon = host.rfind(':');
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    target.port = parse_port(host.substr(colon + 1));
    host = host.substr(0, colon);
  }
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  if (host.empty()) throw no_target("expected a host in the URL");
  target.host = host;
  return target;
}

bool takes_connections(const Address& address) {
  const int number = ::socket(address.bytes.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (number < 0) return false;  // a machine without IPv6, say
  const Descriptor socket(number, "load: socket");
  constexpr timeval patience{1, 0};
  ::setsockopt(socket.number(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  return ::connect(socket.number(), reinterpret_cast<const sockaddr*>(&address.bytes),
                   address.size) == 0;
}

Address reachable(const std::vector<Address>& addresses) {
  const auto found = std::ranges::find_if(addresses, takes_connections);
  return found == addresses.end() ? addresses.front() : *found;
}

Address resolve(const Target& target) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string port = std::to_string(target.port);
  const int failure = ::getaddrinfo(target.host.c_str(), port.c_str(), &hints, &found);
  if (failure != 0)
    throw Error(Fault::remote, "load: " + target.authority + ": " + ::gai_strerror(failure));
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, ::freeaddrinfo);
  std::vector<Address> addresses;
  for (const addrinfo* one = found; one != nullptr; one = one->ai_next) {
    Address& address = addresses.emplace_back();
    address.size = one->ai_addrlen;
    std::memcpy(&address.bytes, one->ai_addr, one->ai_addrlen);
  }
  return addresses.size() == 1 ? addresses.front() : reachable(addresses);
}

std::string request_bytes(const Target& target, const RequestParts& parts) {
  expect_valid(parts);
  std::string bytes = parts.method + " " + target.path + " HTTP/1.1\r\n";
  if (!has_header(parts.headers, "host")) bytes += "Host: " + target.authority + "\r\n";
  for (const auto& [name, value] : parts.headers) bytes += name + ": " + value + "\r\n";
  if (wants_length(parts)) bytes += "Content-Length: " + std::to_string(parts.body.size()) + "\r\n";
  if (!parts.keep_alive) bytes += "Connection: close\r\n";
  return bytes + "\r\n" + parts.body;
}

Fields request_fields(const Target& target, const RequestParts& parts) {
  expect_valid(parts);
  std::string authority = target.authority;
  Fields rest;
  for (const auto& [name, value] : parts.headers) {
    const std::string lower = baselines::in_lower_case(name);
    for (const char* forbidden :
         {"connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade"})
      if (lower == forbidden)
        throw Error(Fault::input, "load: expected no header \"" + lower +
                                      "\", which HTTP/2 forbids; leave it out, or leave http2 out");
    if (lower == "host")
      authority = value;
    else
      rest.emplace_back(lower, value);
  }
  if (wants_length(parts)) rest.emplace_back("content-length", std::to_string(parts.body.size()));
  Fields fields = {{":method", parts.method},
                   {":scheme", target.is_secure ? "https" : "http"},
                   {":authority", authority},
                   {":path", target.path}};
  fields.insert(fields.end(), rest.begin(), rest.end());
  return fields;
}

Headers parse_headers(std::string_view text, const std::string& name) {
  Headers headers;
  baselines::for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (line.empty() || line.starts_with('#')) return;
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || !is_token(line.substr(0, colon)))
      throw Error(Fault::input,
                  name + ":" + std::to_string(number) + ": expected a header, \"Name: value\"");
    const std::string header(line.substr(0, colon));
    if (has_header(headers, header))
      throw Error(Fault::input, name + ":" + std::to_string(number) +
                                    ": expected each header once, found " + header +
                                    " again; write its values into one");
    std::string_view value = line.substr(colon + 1);
    while (value.starts_with(' ') || value.starts_with('\t')) value.remove_prefix(1);
    headers[header] = value;
  });
  return headers;
}

}  // namespace pawl::tools::load
