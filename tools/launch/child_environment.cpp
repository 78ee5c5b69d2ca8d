#include "child_environment.hpp"

#include <array>

namespace pawl::tools {

namespace {

constexpr std::array secrets = {
    "ALERTMANAGER_TOKEN", "ALERTMANAGER_URL", "GITHUB_TOKEN",     "PAWL_APP_KEY",
    "PAWL_HISTORY",       "PAWL_SERVE_TOKEN", "PAWL_SIGNING_KEY", "PAWL_WEBHOOK_SECRET",
    "PAWL_WEBHOOK_URL",   "PGPASSWORD",       "SLACK_BOT_TOKEN",  "SLACK_WEBHOOK_URL",
    "SMTP_PASSWORD",      "SMTP_URL",
};

}  // namespace

Environment without_secrets(Environment environment) {
  for (const std::string name : secrets) {
    environment.erase(name);
    environment.erase(name + "_FILE");
  }
  return environment;
}

std::vector<std::string> entries(const Environment& environment) {
  std::vector<std::string> all;
  for (const auto& [name, value] : environment) all.push_back(name + "=" + value);
  return all;
}

}  // namespace pawl::tools
