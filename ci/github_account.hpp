#pragma once
/// Who writes on GitHub and where, by the environment.

#include "event.hpp"
#include "github.hpp"

#include <string>

namespace pawl::ci {

/// GITHUB_REPOSITORY at GITHUB_API_URL (absent: github.com's), by the token in `token_file` or
/// GITHUB_TOKEN. `permission`: that the token needs. Error (Fault::input) without a token.
GithubAccount github_account(const Environment& environment, const Event& event,
                             const std::string& permission, const std::string& token_file);

}  // namespace pawl::ci
