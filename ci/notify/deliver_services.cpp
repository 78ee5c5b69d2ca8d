#include "deliver_services.hpp"

#include "alertmanager.hpp"
#include "ci/format.hpp"
#include "ci/http/secret.hpp"
#include "ci/slack/blocks.hpp"
#include "ci/slack/incoming_webhook.hpp"
#include "ci/slack/threads.hpp"
#include "email.hpp"
#include "webhook.hpp"

namespace pawl::ci {

namespace {

/// Alerts are the default branch's: nobody else's report opens or ends one.
bool is_for_no_alerts(const Delivery& delivery) {
  return !delivery.options.dry_run &&
         is_elsewhere(event_for(delivery.options, delivery.environment), delivery.environment);
}

}  // namespace

std::string to_webhook(const Delivery& delivery) {
  post_to_webhook(delivery.connection(), secret(delivery.environment, "PAWL_WEBHOOK_URL"),
                  secret(delivery.environment, "PAWL_WEBHOOK_SECRET"), delivery.report);
  return "posted the report to the webhook";
}

std::string to_alertmanager(const Delivery& delivery) {
  if (is_for_no_alerts(delivery))
    return "left Alertmanager's alerts as they are: they are for those of the default branch";
  return keep_alerts(delivery.connection(),
                     {.url = secret(delivery.environment, "ALERTMANAGER_URL"),
                      .token = optional_secret(delivery.environment, "ALERTMANAGER_TOKEN"),
                      .page = run_page(delivery.environment)},
                     delivery.report);
}

bool has_slack_bot(const Environment& environment) {
  return !variable(environment, "SLACK_BOT_TOKEN").empty() ||
         !variable(environment, "SLACK_BOT_TOKEN_FILE").empty();
}

std::string to_slack(const Delivery& delivery) {
  const Environment& environment = delivery.environment;
  if (!has_slack_bot(environment)) {
    post_to_slack(delivery.connection(),
                  secret(environment, "SLACK_WEBHOOK_URL", delivery.options.webhook_url_file),
                  slack_blocks(delivery.report));
    return "posted to Slack";
  }
  if (is_for_no_alerts(delivery))
    return "left Slack's threads as they are: they are for alerts of the default branch";
  SlackAccount account{.token = secret(environment, "SLACK_BOT_TOKEN"),
                       .channel = variable(environment, "SLACK_CHANNEL")};
  if (const std::string url = variable(environment, "SLACK_API_URL"); !url.empty())
    account.api_url = url;
  return keep_slack_threads(delivery.connection(), account, delivery.report, run_page(environment));
}

std::string to_email(const Delivery& delivery) {
  Mail mail = mail_envelope(delivery.environment);
  mail.text =
      mail_text(delivery.report, mail, run_page(delivery.environment), delivery.clock.now());
  send_mail(delivery.smtp, delivery.clock, delivery.options.retry, mail);
  return "mailed the report to " + count(mail.to.size(), "address", "addresses");
}

}  // namespace pawl::ci
