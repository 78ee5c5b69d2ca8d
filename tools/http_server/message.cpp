#include "message.hpp"

#include "baselines/text/ascii_case.hpp"

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
  const std::string target(message.target());
  const bool head = message.method() == http::verb::head;
  const auto query = target.find('?');
  return {.method = head ? "GET" : std::string(message.method_string()),
          .path = target.substr(0, query),
          .body = std::move(message.body()),
          .query = query == std::string::npos ? "" : target.substr(query + 1),
          .headers = headers_of(message)};
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
