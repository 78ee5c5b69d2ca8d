#pragma once
/// Access says who may read the dashboard: with a token, who shows it; without one, this machine's
/// own users, under this machine's own names.

#include "tools/http_server/exchange.hpp"

#include <string>
#include <string_view>

namespace pawl::tools::dashboard {

/// A token shorter than this can be guessed: characters.
inline constexpr std::size_t shortest_token = 16;

struct Access {
  std::string token{};  ///< empty: none is asked for, which is for loopback addresses alone
};

/// Whether the request shows the token: `Authorization: Bearer TOKEN`, or as the password of Basic,
/// which is what a browser asks for. Without a token, whether its Host is a name of loopback, which
/// it is not when a page elsewhere had its name resolved to this machine (DNS rebinding).
bool may_read(const Access& access, const http_server::Request& request);

/// "127.0.0.1", "::1", …: addresses that only this machine reaches.
bool is_loopback(std::string_view host);

/// What who may not read gets: 401 with the way to ask for it, or 403.
http_server::Response denial(const Access& access);

}  // namespace pawl::tools::dashboard
