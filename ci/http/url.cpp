#include "url.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>
#include <optional>

namespace pawl::ci {

namespace {

struct FreeUrl {
  void operator()(CURLU* url) const { ::curl_url_cleanup(url); }
};
using Url = std::unique_ptr<CURLU, FreeUrl>;

/// Empty where the URL has none.
std::string part(const Url& url, CURLUPart which) {
  char* text = nullptr;
  if (::curl_url_get(url.get(), which, &text, 0) != CURLUE_OK) return {};
  const std::unique_ptr<char, decltype(&::curl_free)> owner(text, &::curl_free);
  return text;
}

/// To whom libcurl would connect.
struct Place {
  std::string scheme, host, port;  ///< an IPv6 host with its brackets
  bool operator==(const Place&) const = default;
};

/// nullopt of what libcurl refuses, and of three slashes, after which it takes the path for a host.
std::optional<Place> place_of(std::string_view text) {
  if (const std::size_t end = text.find("://");
      end != text.npos && text.substr(end).starts_with(":///"))
    return std::nullopt;
  const Url url(::curl_url());
  if (url == nullptr) throw std::bad_alloc();
  if (::curl_url_set(url.get(), CURLUPART_URL, std::string(text).c_str(),
                     CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    return std::nullopt;
  return Place{part(url, CURLUPART_SCHEME), part(url, CURLUPART_HOST), part(url, CURLUPART_PORT)};
}

bool has_at_behind_host(std::string_view url) {
  const std::size_t rest = url.find_first_of("/?#", url.find("://") + 3);
  return rest != std::string_view::npos && url.find('@', rest) != std::string_view::npos;
}

}  // namespace

std::string origin(std::string_view url) {
  const std::optional<Place> place = place_of(url);
  if (!place || has_at_behind_host(url)) return std::string(no_origin);
  return place->scheme + "://" + place->host + (place->port.empty() ? "" : ":" + place->port);
}

bool same_origin(std::string_view a, std::string_view b) {
  const std::optional<Place> place = place_of(a);
  return place && place == place_of(b);
}

bool is_this_machine(std::string_view url) {
  constexpr std::array<std::string_view, 3> here = {"127.0.0.1", "localhost", "[::1]"};
  const std::optional<Place> place = place_of(url);
  return place && std::find(here.begin(), here.end(), place->host) != here.end();
}

bool keeps_secrets(std::string_view url) {
  const std::optional<Place> place = place_of(url);
  return place && (place->scheme == "https" || (place->scheme == "http" && is_this_machine(url)));
}

std::string url_escaped(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      escaped += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return escaped;
}

std::string url_path_escaped(std::string_view text) {
  std::string escaped;
  for (std::size_t slash; (slash = text.find('/')) != std::string_view::npos;
       text.remove_prefix(slash + 1))
    escaped += url_escaped(text.substr(0, slash)) + "/";
  return escaped + url_escaped(text);
}

}  // namespace pawl::ci
