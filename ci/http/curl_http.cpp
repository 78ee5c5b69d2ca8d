#include "curl_http.hpp"

#include "curl_easy.hpp"
#include "url.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace pawl::ci {

namespace {

CurlList header_list(const Headers& headers) {
  CurlList list;
  for (const auto& [name, value] : headers) append(list, name + ": " + value);
  append(list, "Expect:");  // else curl waits a second for "100 Continue" before a large body
  return list;
}

/// What is being received.
struct Reception {
  Response response;
  std::size_t largest;
};

std::size_t receive_body(char* data, std::size_t size, std::size_t count, void* to) {
  auto& reception = *static_cast<Reception*>(to);
  if (reception.response.body.size() + size * count > reception.largest) return 0;
  reception.response.body.append(data, size * count);
  return size * count;
}

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

/// A status line begins anew: what came before belongs to a proxy's or an interim response.
std::size_t receive_header(char* data, std::size_t size, std::size_t count, void* to) {
  constexpr std::size_t most = 200;
  Headers& headers = static_cast<Reception*>(to)->response.headers;
  const std::string_view line = trimmed({data, size * count});
  const std::size_t colon = line.find(':');
  if (line.starts_with("HTTP/")) {
    headers.clear();
  } else if (colon != std::string_view::npos && headers.size() < most) {
    headers.emplace_back(line.substr(0, colon), trimmed(line.substr(colon + 1)));
  }
  return size * count;
}

bool would_fail_again(CURLcode code) {
  constexpr std::array hopeless = {
      CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_PEER_FAILED_VERIFICATION,
      CURLE_SSL_CACERT_BADFILE,   CURLE_WRITE_ERROR,   CURLE_ABORTED_BY_CALLBACK};
  return std::find(hopeless.begin(), hopeless.end(), code) != hopeless.end();
}

std::string explanation(CURLcode code) {
  if (code == CURLE_WRITE_ERROR) return "the response is larger than any that Pawl expects";
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  std::string text = ::curl_easy_strerror(code);
  const bool is_abbreviation = text.size() > 1 && is_capital(text[1]);  // "URL using bad format"
  if (!text.empty() && is_capital(text[0]) && !is_abbreviation)
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

template <typename Number>
long milliseconds(Number duration) {
  return static_cast<long>(duration.count());
}

}  // namespace

struct CurlHttp::Handle {
  template <typename Value>
  void set(CURLoption option, Value value) {
    ::curl_easy_setopt(easy.get(), option, value);
  }

  void set_safety(const HttpLimits& limits) {
    ::curl_easy_reset(easy.get());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    set(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(limits.connect));
    set(CURLOPT_TIMEOUT_MS, milliseconds(limits.total));
    set(CURLOPT_USERAGENT, "pawl/" PAWL_VERSION);
  }

  void set_request(const Request& request) {
    set(CURLOPT_URL, request.url.c_str());
    // No proxy: it could not reach this machine, and would read what is not encrypted.
    if (is_this_machine(request.url)) set(CURLOPT_PROXY, "");
    if (request.method != "GET") {
      set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
      set(CURLOPT_POSTFIELDS, request.body.data());
    }
    set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
    // On a kept connection that died meanwhile curl sends again by itself, even a POST.
    set(CURLOPT_FRESH_CONNECT, request.method == "GET" ? 0L : 1L);
  }

  bool sent_anything() const {
    long bytes = 0;
    ::curl_easy_getinfo(easy.get(), CURLINFO_REQUEST_SIZE, &bytes);
    return bytes > 0;
  }

  CurlEasy easy = curl_easy();
};

CurlHttp::CurlHttp(HttpLimits limits, std::stop_token stop)
    : limits_(limits), stop_(std::move(stop)), handle_(std::make_unique<Handle>()) {}
CurlHttp::~CurlHttp() = default;

Answer CurlHttp::send(const Request& request) {
  const CurlList headers = header_list(request.headers);
  Reception reception{.response = {}, .largest = limits_.largest_response};
  handle_->set_safety(limits_);
  handle_->set_request(request);
  handle_->set(CURLOPT_HTTPHEADER, headers.get());
  handle_->set(CURLOPT_WRITEFUNCTION, receive_body);
  handle_->set(CURLOPT_WRITEDATA, &reception);
  handle_->set(CURLOPT_HEADERFUNCTION, receive_header);
  handle_->set(CURLOPT_HEADERDATA, &reception);
  heed(handle_->easy.get(), stop_);

  const CURLcode code = ::curl_easy_perform(handle_->easy.get());
  if (code != CURLE_OK)
    return NoResponse{.reason = origin(request.url) + ": " + explanation(code),
                      .may_be_done = handle_->sent_anything(),
                      .worth_a_retry = !would_fail_again(code)};
  long status = 0;
  ::curl_easy_getinfo(handle_->easy.get(), CURLINFO_RESPONSE_CODE, &status);
  reception.response.status = static_cast<int>(status);
  return reception.response;
}

}  // namespace pawl::ci
