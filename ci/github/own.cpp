#include "own.hpp"

#include "json.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

/// The login of the token's user; of an app, which may not ask, that of its account.
std::string own_login(Github& github) {
  const Response response = github.ask(github.at_root("/user"), {403, 404});
  return response.status == 200 ? text_at(parsed(response.body), {"login"}) : github.login();
}

}  // namespace

std::optional<boost::json::value> first_own(Github& github, const boost::json::array& written) {
  if (written.empty()) return std::nullopt;
  const std::string login = own_login(github);
  const auto own = std::find_if(written.begin(), written.end(), [&](const auto& one) {
    return !login.empty() && text_at(one, {"user", "login"}) == login;
  });
  if (own == written.end()) return std::nullopt;
  return *own;
}

}  // namespace pawl::ci
