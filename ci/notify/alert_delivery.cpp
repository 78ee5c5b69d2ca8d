#include "alert_delivery.hpp"

#include "alertmanager.hpp"
#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/keys/sha256.hpp"
#include "baselines/text/json_object.hpp"
#include "ci/alerts/book_json.hpp"
#include "ci/format.hpp"
#include "ci/github/account.hpp"
#include "ci/github/alert_issue.hpp"
#include "ci/github/app.hpp"
#include "ci/github/issue.hpp"
#include "ci/http/dry_run.hpp"
#include "ci/http/secret.hpp"
#include "ci/http/service.hpp"
#include "ci/inert.hpp"
#include "ci/render/page.hpp"
#include "ci/slack/blocks.hpp"
#include "ci/slack/incoming_webhook.hpp"
#include "email.hpp"
#include "webhook.hpp"

#include <algorithm>
#include <sstream>

namespace pawl::ci {

namespace {

using baselines::append_list;
using baselines::JsonObject;

/// Of each summary in Slack: escaped, a line has five times as many and still fits in.
constexpr std::size_t longest_line = 250;
constexpr std::size_t section_end = 60;
constexpr std::size_t most_in_mail = 200;
constexpr std::size_t most_threads_in_mail = 10;

void to_slack(const AlertDelivery& delivery) {
  post_to_slack(delivery.connection(), secret(delivery.environment, "SLACK_WEBHOOK_URL"),
                alert_slack_message(delivery.news));
}

void to_webhook(const AlertDelivery& delivery) {
  post_to_webhook(delivery.connection(), secret(delivery.environment, "PAWL_WEBHOOK_URL"),
                  secret(delivery.environment, "PAWL_WEBHOOK_SECRET"), "alerts",
                  alert_news_json(delivery.news));
}

void to_alertmanager(const AlertDelivery& delivery) {
  post_alerts(delivery.connection(),
              {.url = secret(delivery.environment, "ALERTMANAGER_URL"),
               .token = optional_secret(delivery.environment, "ALERTMANAGER_TOKEN"),
               .page = {}},
              alert_posts(delivery.news, delivery.clock.now()));
}

/// As the GitHub App that the environment names, if it names one.
Environment identified(const AlertDelivery& delivery) {
  if (!delivery.is_dry) return as_app(delivery.environment, delivery.connection());
  Environment environment = delivery.environment;
  if (!variable(environment, "PAWL_APP_ID").empty()) environment["GITHUB_TOKEN"] = "TOKEN";
  return environment;
}

/// Only the default branch's alerts have an issue, as its regressions do.
void to_github_issue(const AlertDelivery& delivery) {
  const Event event = event_of(delivery.environment);
  if (!delivery.is_dry && is_elsewhere(event, delivery.environment))
    throw Error(Fault::usage,
                "expected a run of the default branch, whose alerts issues are for; leave it out "
                "elsewhere");
  const Environment environment = identified(delivery);
  Github github(delivery.connection(), github_account(environment, event, "issues: write", {}));
  keep_alert_issues(github, delivery.news, delivery.known_open);
}

void to_email(const AlertDelivery& delivery) {
  Mail mail = mail_envelope(delivery.environment);
  mail.text = alert_mail(delivery.news, mail, delivery.clock.now());
  send_mail(delivery.smtp, delivery.clock, delivery.retry, mail);
}

std::string slack_line(const AlertNews& one) {
  const std::string where = one.alert.suite + " on " + one.alert.testbed;
  return std::string(one.is_resolved ? "✅ resolved: " : "❌ ") +
         slack_text(one.alert.alert.summary, longest_line) + " (" + slack_text(where, 80) + ", " +
         slack_text(one.alert.rule, 40) + ", alert " + slack_code(one.alert.id) + ")\n";
}

std::string title_of(const std::vector<AlertNews>& news) {
  const auto resolved =
      static_cast<std::size_t>(std::ranges::count(news, true, &AlertNews::is_resolved));
  const std::size_t opened = news.size() - resolved;
  std::string title = "Pawl: ";
  if (opened > 0) title += count(opened, "alert") + " open";
  if (opened > 0 && resolved > 0) title += ", ";
  if (resolved > 0) title += count(resolved) + " resolved";
  return title;
}

/// Labels without a value are none to Alertmanager.
void append_labels(std::string& out, const BookedAlert& alert) {
  JsonObject labels(out);
  labels.text("alertname", "PawlAlert").text("severity", "warning");
  const auto label = [&](std::string_view key, const std::string& value) {
    if (!value.empty()) labels.text(key, plain(value));
  };
  label("rule", alert.rule);
  label("pawl_fingerprint", alert.alert.fingerprint);
  label("suite", alert.suite);
  label("testbed", alert.testbed);
  label("benchmark", alert.alert.benchmark);
  label("metric", alert.alert.metric);
  labels.end();
}

std::string mail_line(const AlertNews& one) {
  return std::string(one.is_resolved ? "resolved: " : "open: ") +
         plain(one.alert.alert.summary, longest_sentence) + "\n  " + plain(one.alert.suite) +
         " on " + plain(one.alert.testbed) + ", rule " + plain(one.alert.rule) + ", alert " +
         one.alert.id + ", since " + baselines::instant_text(one.alert.opened) + "\n";
}

}  // namespace

std::string alert_slack_message(const std::vector<AlertNews>& news) {
  const std::string title = title_of(news);
  Page page(longest_slack_section, section_end);
  page.add("*" + title + "*\n");
  std::size_t shown = 0;
  while (shown < news.size() && page.add(slack_line(news[shown]))) ++shown;
  if (shown < news.size())
    page.append("and " + count(news.size() - shown) + " more: `pawl alerts list`\n");
  std::string out;
  JsonObject message(out);
  message.text("text", title).field("blocks", [&] {
    out += '[';
    append_slack_section(out, page.text());
    out += ']';
  });
  message.end();
  return out;
}

std::string alert_mail(const std::vector<AlertNews>& news, const Mail& envelope, Clock::Time now) {
  MailContent content{.subject = title_of(news),
                      .id = baselines::sha256_hex(alert_news_json(news)).substr(0, 32),
                      .threads = {},
                      .body = {}};
  if (news.size() == 1)
    content.subject += ": " + plain(news.front().alert.alert.summary, longest_sentence);
  for (std::size_t i = 0; i < std::min(news.size(), most_in_mail); ++i) {
    if (i < most_threads_in_mail) content.threads.push_back(news[i].alert.id);
    content.body += mail_line(news[i]);
  }
  if (news.size() > most_in_mail)
    content.body += "and " + std::to_string(news.size() - most_in_mail) + " more\n";
  content.body += "\n`pawl alerts list` shows what stands, `pawl alerts ack ID` takes one on.\n";
  return mail_text(content, envelope, now);
}

std::string alert_news_json(const std::vector<AlertNews>& news) {
  std::string out;
  JsonObject object(out);
  object.text("format", "pawl-alert-news").count("version", 1).field("alerts", [&] {
    append_list(out, news, "\n",
                [&](const AlertNews& one) { append_alert(out, {}, one.alert, 0); });
  });
  object.end();
  return out + "\n";
}

std::string alert_posts(const std::vector<AlertNews>& news, Clock::Time now) {
  const auto seconds = now.time_since_epoch();
  const auto end_of = [&](const AlertNews& one) {
    return baselines::instant_text(
        (one.is_resolved ? seconds : std::chrono::seconds(seconds + alert_lifetime)).count());
  };
  std::string out;
  append_list(out, news, "", [&](const AlertNews& one) {
    const BookedAlert& alert = one.alert;
    JsonObject object(out);
    object.field("labels", [&] { append_labels(out, alert); });
    object.field("annotations",
                 [&] { JsonObject(out).text("summary", alert.alert.summary).end(); });
    object.text("startsAt", baselines::instant_text(alert.opened)).text("endsAt", end_of(one));
    object.end();
  });
  return out;
}

void demand_settings(const AlertDestination& destination, const Environment& environment) {
  std::ostringstream unseen;
  DryRun http(unseen);
  DrySmtp smtp(unseen);
  const std::vector<AlertNews> news(1);
  const std::vector<BookedAlert> known(1);
  const Clock clock = real_clock();
  destination.deliver({.news = news,
                       .known_open = known,
                       .environment = environment,
                       .http = http,
                       .smtp = smtp,
                       .clock = clock,
                       .retry = {},
                       .is_dry = true});
}

const std::vector<AlertDestination>& alert_destinations() {
  static const std::vector<AlertDestination> table = {
      {"slack", "SLACK_WEBHOOK_URL, an incoming webhook's", to_slack},
      {"webhook", "PAWL_WEBHOOK_URL, PAWL_WEBHOOK_SECRET: JSON signed by HMAC-SHA256", to_webhook},
      {"alertmanager", "ALERTMANAGER_URL; ALERTMANAGER_TOKEN where it wants one", to_alertmanager},
      {"github-issue", "GITHUB_TOKEN (issues: write), GITHUB_REPOSITORY: one for each suite",
       to_github_issue},
      {"email", "SMTP_URL, SMTP_FROM, SMTP_TO; SMTP_USERNAME and SMTP_PASSWORD", to_email},
  };
  return table;
}

const AlertDestination* find_alert_destination(std::string_view name) {
  const auto& all = alert_destinations();
  const auto found = std::ranges::find(all, name, &AlertDestination::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace pawl::ci
