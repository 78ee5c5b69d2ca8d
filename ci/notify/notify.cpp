#include "notify.hpp"

#include "deliver_github.hpp"
#include "deliver_services.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

bool is_replaced_by_later(const Destination& destination, const Environment& environment) {
  return destination.replaced == Replaced::by_later ||
         (destination.replaced == Replaced::as_by_slack && has_slack_bot(environment));
}

}  // namespace

const std::vector<Destination>& destinations() {
  static const std::vector<Destination> table = {
      {"github-comment", "GITHUB_TOKEN (pull-requests: write), a pull request", to_github_comment,
       Replaced::by_later},
      {"github-check", "GITHUB_TOKEN (checks: write)", to_github_check, Replaced::by_same_run},
      {"github-status", "GITHUB_TOKEN (statuses: write)", to_github_status, Replaced::by_same_run},
      {"github-issue", "GITHUB_TOKEN (issues: write), the default branch", to_github_issue,
       Replaced::by_later},
      {"slack", "SLACK_WEBHOOK_URL; or SLACK_BOT_TOKEN, SLACK_CHANNEL: a thread an alert", to_slack,
       Replaced::as_by_slack},
      {"webhook", "PAWL_WEBHOOK_URL, PAWL_WEBHOOK_SECRET: JSON signed by HMAC-SHA256", to_webhook,
       Replaced::by_same_run},
      {"alertmanager", "ALERTMANAGER_URL; ALERTMANAGER_TOKEN where it wants one", to_alertmanager,
       Replaced::by_later},
      {"email", "SMTP_URL, SMTP_FROM, SMTP_TO; SMTP_USERNAME and SMTP_PASSWORD", to_email,
       Replaced::by_same_run},
      {"step-summary", "a step of GitHub Actions", to_step_summary, Replaced::never_waits},
  };
  return table;
}

const Destination* find_destination(std::string_view name) {
  const std::vector<Destination>& all = destinations();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Destination& destination) {
    return destination.name == name;
  });
  return found == all.end() ? nullptr : &*found;
}

std::string identity_of(const Destination& destination, const Report& report,
                        const Environment& environment) {
  std::string identity = variable(environment, "GITHUB_REPOSITORY") + '\n' + report.suite + '\n' +
                         report.testbed + '\n' + std::string(destination.name);
  if (is_replaced_by_later(destination, environment))
    return identity + '\n' + variable(environment, "GITHUB_REF") + '\n' +
           variable(environment, "GITHUB_HEAD_REF");
  return identity + '\n' + variable(environment, "GITHUB_SHA") + '\n' + report.commit;
}

Environment with_placeholders(Environment environment) {
  const Environment placeholders = {{"GITHUB_TOKEN", "TOKEN"},
                                    {"GITHUB_REPOSITORY", "OWNER/REPOSITORY"},
                                    {"GITHUB_STEP_SUMMARY", "$GITHUB_STEP_SUMMARY"},
                                    {"SLACK_WEBHOOK_URL", "https://hooks.slack.com/services/T/B/X"},
                                    {"PAWL_WEBHOOK_URL", "https://webhook.example/"},
                                    {"PAWL_WEBHOOK_SECRET", "SECRET"},
                                    {"ALERTMANAGER_URL", "https://alertmanager.example"},
                                    {"SMTP_URL", "smtp://mail.example:587"},
                                    {"SMTP_FROM", "pawl@mail.example"},
                                    {"SMTP_TO", "team@mail.example"}};
  for (const auto& [name, value] : placeholders)
    if (variable(environment, name).empty()) environment[name] = value;
  return environment;
}

}  // namespace pawl::ci
