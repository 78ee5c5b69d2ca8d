#include "message.hpp"

#include "baselines/text/ascii_case.hpp"

#include <algorithm>
#include <array>
#include <ctime>

namespace pawl::tools::http_server {

namespace http = boost::beast::http;

namespace {

Headers headers_of(const http::request<http::string_body>& message) {
  Headers headers;
  for (const auto& field : message) {
    const std::string_view name(field.name_string().data(), field.name_string().size());
    headers.emplace_back(baselines::in_lower_case(name), std::string(field.value()));
  }
  return headers;
}

/// "http://host/path?query": to a proxy mostly, but each server takes it, and believes its host
/// rather than what the header says (RFC 9112, 3.2.2). Leaves the path and what follows it.
void take_absolute(std::string& target, Headers& headers) {
  const std::size_t scheme = target.find("://");
  if (scheme == std::string::npos) return;
  const std::string word = baselines::in_lower_case(target.substr(0, scheme));
  if (word != "http" && word != "https") return;
  const std::size_t host = scheme + 3;
  const std::size_t path = std::min(target.find_first_of("/?", host), target.size());
  std::erase_if(headers, [](const auto& header) { return header.first == "host"; });
  headers.emplace_back("host", target.substr(host, path - host));
  target.erase(0, path);
  if (!target.starts_with('/')) target.insert(0, "/");
}

}  // namespace

std::string http_date() {
  const std::time_t now = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&now, &parts);
  std::array<char, 40> text{};
  const auto length = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), length};
}

Request request_of(http::request<http::string_body>& message) {
  std::string target(message.target());
  Headers headers = headers_of(message);
  take_absolute(target, headers);
  const bool head = message.method() == http::verb::head;
  const auto query = target.find('?');
  return {.method = head ? "GET" : std::string(message.method_string()),
          .path = target.substr(0, query),
          .body = std::move(message.body()),
          .query = query == std::string::npos ? "" : target.substr(query + 1),
          .headers = std::move(headers)};
}

std::string stream_head(const Response& response) {
  std::string head = "HTTP/1.1 " + std::to_string(response.status) + " OK\r\nDate: " + http_date() +
                     "\r\nContent-Type: " + response.content_type +
                     "\r\nCache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n"
                     "Connection: close\r\n";
  for (const auto& [name, value] : response.headers) head += name + ": " + value + "\r\n";
  return head + "\r\n";
}

std::optional<std::pair<unsigned, std::string_view>> complaint(
    const boost::system::error_code& failure) {
  if (failure == http::error::body_limit) return {{413u, "the body is too large"}};
  if (failure == http::error::header_limit) return {{431u, "the header is too large"}};
  if (failure == http::error::end_of_stream || failure == http::error::partial_message)
    return std::nullopt;
  const boost::system::error_code any_of_http = http::error::bad_method;
  if (failure.category() == any_of_http.category()) return {{400u, "this is not HTTP/1.1"}};
  return std::nullopt;
}

}  // namespace pawl::tools::http_server
