#include "access.hpp"

#include "baselines/keys/base64.hpp"
#include "baselines/keys/sha256.hpp"
#include "baselines/text/ascii_case.hpp"

#include <openssl/crypto.h>

#include <algorithm>

namespace pawl::tools::dashboard {

namespace {

using http_server::Request;
using http_server::Response;

std::string_view header(const Request& request, std::string_view name) {
  const auto found = std::ranges::find(request.headers, name,
                                       [](const auto& h) -> std::string_view { return h.first; });
  return found == request.headers.end() ? std::string_view() : std::string_view(found->second);
}

bool has_scheme(std::string_view authorization, std::string_view scheme) {
  return baselines::same_but_for_case(authorization.substr(0, scheme.size()), scheme);
}

/// The token that the request shows, whichever way; empty where it shows none.
std::string shown_by(const Request& request) {
  const std::string_view authorization = header(request, "authorization");
  if (has_scheme(authorization, "bearer ")) return std::string(authorization.substr(7));
  if (!has_scheme(authorization, "basic ")) return {};
  const auto pair = baselines::base64_decoded(authorization.substr(6));
  if (!pair || pair->find(':') == std::string::npos) return {};
  return pair->substr(pair->find(':') + 1);
}

std::string_view without_port(std::string_view host) {
  if (host.starts_with('[')) {
    const auto end = host.find(']');
    return end == std::string_view::npos ? host : host.substr(1, end - 1);
  }
  return host.substr(0, host.rfind(':'));
}

/// Takes as long for a wrong token as for the right one, whatever their beginnings have in common.
bool is_same(std::string_view token, std::string_view shown) {
  // Digests: of one length, and what they have in common says nothing of the tokens.
  const std::string a = baselines::sha256_hex(token), b = baselines::sha256_hex(shown);
  return ::CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace

bool is_loopback(std::string_view host) {
  return baselines::same_but_for_case(host, "localhost") || host == "::1" ||
         (host.starts_with("127.") && host.find_first_not_of("0123456789.") == host.npos);
}

bool may_read(const Access& access, const Request& request) {
  if (access.token.empty()) return is_loopback(without_port(header(request, "host")));
  return is_same(access.token, shown_by(request));
}

Response denial(const Access& access) {
  if (access.token.empty())
    return {.status = 403,
            .body = "{\"error\":\"this dashboard answers to localhost and 127.0.0.1 alone\"}\n"};
  return {.status = 401,
          .body = "{\"error\":\"expected the token, as a bearer token or as the password\"}\n",
          .headers = {{"WWW-Authenticate", "Basic realm=\"pawl\", charset=\"UTF-8\""}}};
}

}  // namespace pawl::tools::dashboard
