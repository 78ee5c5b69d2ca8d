#include "http.hpp"

#include <algorithm>
#include <array>

namespace pawl::ci {

namespace {

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

/// "host" of "http://user@host:80/path"; of an IPv6 address with its brackets.
std::string_view host(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  url.remove_prefix(scheme + 3);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t user = url.rfind('@'); user != std::string_view::npos)
    url.remove_prefix(user + 1);
  const std::size_t end = url.starts_with('[') ? url.find(']') + 1 : url.find(':');
  return url.substr(0, end);
}

}  // namespace

bool is_success(const Answer& answer) {
  const Response* response = std::get_if<Response>(&answer);
  return response != nullptr && response->status >= 200 && response->status < 300;
}

std::string header(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return same_but_for_case(header.first, name);
  });
  return found == headers.end() ? "" : found->second;
}

std::string origin(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return "";
  const std::string_view rest = url.substr(scheme + 3);
  const std::string_view authority = rest.substr(0, rest.find_first_of("/?#"));
  const std::size_t user = authority.rfind('@');
  return std::string(url.substr(0, scheme + 3)) +
         std::string(user == std::string_view::npos ? authority : authority.substr(user + 1));
}

std::string shown_url(const Request& request) {
  return request.url_is_secret ? origin(request.url) + "/***" : request.url;
}

bool keeps_secrets(std::string_view url) {
  constexpr std::array<std::string_view, 3> here = {"127.0.0.1", "localhost", "[::1]"};
  if (url.starts_with("https://")) return !host(url).empty();
  return url.starts_with("http://") && std::find(here.begin(), here.end(), host(url)) != here.end();
}

}  // namespace pawl::ci
