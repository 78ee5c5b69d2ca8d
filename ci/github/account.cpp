#include "account.hpp"

#include "ci/http/secret.hpp"

namespace pawl::ci {

std::string github_api_url(const Environment& environment) {
  const std::string url = variable(environment, "GITHUB_API_URL");
  return url.empty() ? GithubAccount{}.api_url : url;
}

GithubAccount github_account(const Environment& environment, const Event& event,
                             const std::string& permission, const std::string& token_file) {
  const std::string login = variable(environment, name_of_app_login);
  GithubAccount account{.api_url = github_api_url(environment),
                        .repository = variable(environment, "GITHUB_REPOSITORY"),
                        .token = secret(environment, "GITHUB_TOKEN", token_file),
                        .permission = permission,
                        .is_from_fork = event.is_from_fork};
  if (!login.empty()) account.login = login;
  return account;
}

}  // namespace pawl::ci
