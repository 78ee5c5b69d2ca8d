#pragma once
/// A secret is a token or a secret URL: it comes from a variable or a file, and nothing shows it.

#include "ci/environment.hpp"

#include <string>
#include <string_view>

namespace pawl::ci {

/// The secret in `file` when one is given, else in the file that the variable `name`_FILE names,
/// else in the variable `name`; white space round it is dropped. Error (Fault::input) when there is
/// none, or it holds characters that no token or URL has.
std::string secret(const Environment& environment, const std::string& name, std::string file = {});
/// The same; empty when neither variable is set.
std::string optional_secret(const Environment& environment, const std::string& name);

/// What a stranger sent, fit for one line of a terminal or log: ASCII without control characters,
/// at most `most` characters.
std::string printable(std::string_view text, std::size_t most);

/// What a service answered, with `***` in place of the secret it was sent: some echo it.
std::string redacted(std::string text, std::string_view secret);

/// The same for a secret URL: each word of eight characters or more after its host.
std::string without_url(std::string text, std::string_view url);

}  // namespace pawl::ci
