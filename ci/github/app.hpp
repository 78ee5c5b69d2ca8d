#pragma once
/// A GitHub App writes under its own name: it proves who it is by a JSON Web Token that it signs
/// (RFC 7519, RS256), and gets in return a token of its installation, valid for an hour and for
/// this repository alone (docs: "Authenticating as a GitHub App installation").

#include "ci/environment.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/retry.hpp"

#include <string>
#include <string_view>

namespace pawl::ci {

/// Issued a minute ago, since clocks differ, and good for nine more: GitHub allows ten in all.
/// Error (Fault::input) when `pem` is no RSA private key.
std::string app_jwt(const std::string& app_id, std::string_view pem, Clock::Time now);

/// Where the environment names an App (PAWL_APP_ID, its App or client ID, and PAWL_APP_KEY, its
/// private key in PEM, or PAWL_APP_KEY_FILE), GITHUB_TOKEN becomes that of its installation in
/// GITHUB_REPOSITORY, whatever file held another, and PAWL_APP_LOGIN the name it writes under.
/// Otherwise the environment is returned as it is, and no request is sent. Error (Fault::input,
/// Fault::remote), never with the key or a token in it.
Environment as_app(Environment environment, const Connection& connection);

}  // namespace pawl::ci
