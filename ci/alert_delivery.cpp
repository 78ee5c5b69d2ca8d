#include "alert_delivery.hpp"

#include "alert_book_json.hpp"
#include "alertmanager.hpp"
#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "inert.hpp"
#include "json_object.hpp"
#include "secret.hpp"
#include "service.hpp"
#include "slack.hpp"
#include "webhook.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

/// Slack cuts a section's text at 3,000 characters.
constexpr std::size_t most_lines = 10;
constexpr std::size_t longest_line = 250;

std::string secret_of(const AlertDelivery& delivery, const std::string& name) {
  return secret(delivery.environment, name, variable(delivery.environment, name + "_FILE"));
}

Connection connection_of(const AlertDelivery& delivery) {
  return {delivery.http, delivery.clock, delivery.retry};
}

void to_slack(const AlertDelivery& delivery) {
  post_to_slack(delivery.http, delivery.clock, delivery.retry,
                secret_of(delivery, "SLACK_WEBHOOK_URL"), alert_slack_message(delivery.news));
}

void to_webhook(const AlertDelivery& delivery) {
  post_to_webhook(connection_of(delivery), secret_of(delivery, "PAWL_WEBHOOK_URL"),
                  secret_of(delivery, "PAWL_WEBHOOK_SECRET"), "alerts",
                  alert_news_json(delivery.news));
}

void to_alertmanager(const AlertDelivery& delivery) {
  const std::string name = "ALERTMANAGER_TOKEN";
  const bool has_token = !variable(delivery.environment, name).empty() ||
                         !variable(delivery.environment, name + "_FILE").empty();
  post_alerts(connection_of(delivery),
              {.url = secret_of(delivery, "ALERTMANAGER_URL"),
               .token = has_token ? secret_of(delivery, name) : "",
               .page = {}},
              alert_posts(delivery.news, delivery.clock.now()));
}

std::string slack_line(const AlertNews& one) {
  const std::string where = one.alert.suite + " on " + one.alert.testbed;
  return std::string(one.is_resolved ? "✅ resolved: " : "❌ ") +
         slack_text(one.alert.alert.summary, longest_line) + " (" + slack_text(where, 80) + ", " +
         slack_text(one.alert.rule, 40) + ", alert " + slack_code(one.alert.id) + ")\n";
}

std::string title_of(const std::vector<AlertNews>& news) {
  const auto resolved = std::ranges::count(news, true, &AlertNews::is_resolved);
  const auto opened = static_cast<std::ptrdiff_t>(news.size()) - resolved;
  std::string title = "Pawl: ";
  if (opened > 0) title += std::to_string(opened) + (opened == 1 ? " alert" : " alerts") + " open";
  if (opened > 0 && resolved > 0) title += ", ";
  if (resolved > 0) title += std::to_string(resolved) + " resolved";
  return title;
}

void append_section(std::string& out, const std::string& text) {
  JsonObject section(out);
  section.text("type", "section").field("text", [&] {
    JsonObject(out).text("type", "mrkdwn").text("text", text).end();
  });
  section.end();
}

}  // namespace

std::string alert_slack_message(const std::vector<AlertNews>& news) {
  const std::string title = title_of(news);
  std::string lines = "*" + title + "*\n";
  for (std::size_t i = 0; i < std::min(news.size(), most_lines); ++i) lines += slack_line(news[i]);
  if (news.size() > most_lines)
    lines += "and " + std::to_string(news.size() - most_lines) + " more: `pawl alerts list`\n";
  std::string out;
  JsonObject message(out);
  message.text("text", title).field("blocks", [&] {
    out += '[';
    append_section(out, lines);
    out += ']';
  });
  message.end();
  return out;
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
    object.field("labels", [&] {
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
    });
    object.field("annotations",
                 [&] { JsonObject(out).text("summary", alert.alert.summary).end(); });
    object.text("startsAt", baselines::instant_text(alert.opened)).text("endsAt", end_of(one));
    object.end();
  });
  return out;
}

const std::vector<AlertDestination>& alert_destinations() {
  static const std::vector<AlertDestination> table = {
      {"slack", "SLACK_WEBHOOK_URL, an incoming webhook's", to_slack},
      {"webhook", "PAWL_WEBHOOK_URL, PAWL_WEBHOOK_SECRET: JSON signed by HMAC-SHA256", to_webhook},
      {"alertmanager", "ALERTMANAGER_URL; ALERTMANAGER_TOKEN where it wants one", to_alertmanager},
  };
  return table;
}

const AlertDestination* find_alert_destination(std::string_view name) {
  const auto& all = alert_destinations();
  const auto found = std::ranges::find(all, name, &AlertDestination::name);
  return found == all.end() ? nullptr : &*found;
}

}  // namespace pawl::ci
