#include "app.hpp"

#include "account.hpp"
#include "baselines/file.hpp"
#include "ci/http/signature.hpp"
#include "github.hpp"
#include "json.hpp"

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr std::size_t largest_key = 65'536;  // bytes

std::string key_of(const Environment& environment) {
  const std::string file = variable(environment, "PAWL_APP_KEY_FILE");
  return file.empty() ? variable(environment, "PAWL_APP_KEY")
                      : baselines::read_file(file, largest_key);
}

/// App IDs are numbers, client IDs such as "Iv23liABC".
bool is_app_id(const std::string& id) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.";
  return !id.empty() && id.size() <= 64 && id.find_first_not_of(allowed) == std::string::npos;
}

/// Makes the environment the installation's: its token and the login that it writes by.
void become_installation(Environment& environment, Github& github, const std::string& repository) {
  const json::value installed = parsed(github.ask(github.in_repository("/installation")).body);
  const std::string id = number_at(installed, {"id"}), slug = text_at(installed, {"app_slug"});
  if (id.empty()) throw Error(Fault::remote, "GitHub's answer: expected an installation's id");
  const std::string name = repository.substr(repository.find('/') + 1);
  const std::string body = json::serialize(json::object{{"repositories", json::array{name}}});
  const Response made = github.write([&] {
    return github.write_once("POST", github.at_root("/app/installations/" + id + "/access_tokens"),
                             body);
  });
  const std::string token = text_at(parsed(made.body), {"token"});
  if (token.empty()) throw Error(Fault::remote, "GitHub's answer: expected an App's token");
  environment["GITHUB_TOKEN"] = token;
  environment.erase("GITHUB_TOKEN_FILE");
  if (!slug.empty()) environment[name_of_app_login] = slug + "[bot]";
}

}  // namespace

std::string app_jwt(const std::string& app_id, std::string_view pem, Clock::Time now) {
  using std::chrono::seconds;
  const auto since_epoch = [](Clock::Time time) { return time.time_since_epoch().count(); };
  const std::string claims = json::serialize(json::object{{"iat", since_epoch(now - seconds(60))},
                                                          {"exp", since_epoch(now + seconds(540))},
                                                          {"iss", app_id}});
  const std::string text = base64url(R"({"alg":"RS256","typ":"JWT"})") + "." + base64url(claims);
  return text + "." + base64url(rs256(pem, text));
}

Environment as_app(Environment environment, const Connection& connection) {
  const std::string id = variable(environment, "PAWL_APP_ID");
  if (id.empty()) return environment;
  if (!is_app_id(id)) throw Error(Fault::input, "PAWL_APP_ID: expected the App's ID or client ID");
  const std::string jwt = during(
      "PAWL_APP_KEY", [&] { return app_jwt(id, key_of(environment), connection.clock.now()); });
  const std::string repository = variable(environment, "GITHUB_REPOSITORY");
  Github github(connection, {.api_url = github_api_url(environment),
                             .repository = repository,
                             .token = jwt,
                             .permission = "that the App asks for when it is installed",
                             .is_from_fork = false});
  during("PAWL_APP_ID " + id + " (is the App installed there?)",
         [&] { become_installation(environment, github, repository); });
  return environment;
}

}  // namespace pawl::ci
