#pragma once
/// A URL as libcurl reads it, which is who connects: where it leads, and what may be shown of it.

#include <string>
#include <string_view>

namespace pawl::ci {

/// What is shown of a URL that may not be what it seems.
constexpr std::string_view no_origin = "***";

/// "https://api.github.com" of a URL (with its port where one is given), as libcurl reads it: what
/// may be shown of it at any time. no_origin where libcurl refuses it, or where an @ follows: what
/// reads as its host may then be the beginning of a password with a raw slash.
std::string origin(std::string_view url);

/// Whether both are read, and lead to the same scheme, host and port.
bool same_origin(std::string_view a, std::string_view b);

/// Whether that is this machine itself, by a name of loopback.
bool is_this_machine(std::string_view url);

/// Whether a secret may be sent there: by https, or by http to this machine itself.
bool keeps_secrets(std::string_view url);

/// As a value in a URL's query: all but letters, digits and "-._~" escaped (RFC 3986, 2.1).
std::string url_escaped(std::string_view text);
/// As a path, where slashes stay.
std::string url_path_escaped(std::string_view text);

}  // namespace pawl::ci
