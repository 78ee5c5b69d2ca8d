#pragma once
/// Access says who may read the dashboard: with a token, whoever presents it; without one, this
/// machine's own users, who address it by a name of loopback.

#include "tools/http_server/exchange.hpp"

#include <string>
#include <string_view>

namespace pawl::tools::dashboard {

/// In characters; a shorter token can be guessed.
inline constexpr std::size_t shortest_token = 16;

struct Access {
  std::string token{};  ///< empty: none is needed; for loopback addresses only
};

/// Whether the request presents the token: `Authorization: Bearer TOKEN`, or as the password of
/// Basic, which is what a browser asks for. Without a token, whether its Host is a name of
/// loopback, which it is not when a page elsewhere had its name resolved to this machine (DNS
/// rebinding).
bool may_read(const Access& access, const http_server::Request& request);

/// "127.0.0.1", "::1", …: addresses that only this machine reaches.
bool is_loopback(std::string_view host);

/// The answer to those who may not read: 401 with a challenge, or 403.
http_server::Response denial(const Access& access);

}  // namespace pawl::tools::dashboard
