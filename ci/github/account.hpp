#pragma once
/// Who writes on GitHub and where, by the environment.

#include "event.hpp"
#include "github.hpp"

#include <string>

namespace pawl::ci {

/// Under what name an App writes; absent: the one that GITHUB_TOKEN in GitHub Actions is of.
inline constexpr const char* name_of_app_login = "PAWL_APP_LOGIN";  // "my-app[bot]"

/// GITHUB_API_URL; where that is not set, github.com's.
std::string github_api_url(const Environment& environment);

/// GITHUB_REPOSITORY at github_api_url(), by the token in `token_file` or
/// GITHUB_TOKEN. `permission`: that the token needs. Error (Fault::input) without a token.
GithubAccount github_account(const Environment& environment, const Event& event,
                             const std::string& permission, const std::string& token_file);

}  // namespace pawl::ci
