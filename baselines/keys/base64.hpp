#pragma once
/// Base64 is bytes written in 64 letters, with padding and in one line (RFC 4648, 4).

#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// Four characters for each three bytes begun.
std::string base64(std::string_view bytes);

/// The bytes of which `text` is the base64; nullopt for all that base64() does not write: white
/// space, a missing padding, bits left over that are not 0.
std::optional<std::string> base64_decoded(std::string_view text);

}  // namespace pawl::baselines
