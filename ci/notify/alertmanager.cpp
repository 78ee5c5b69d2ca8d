#include "alertmanager.hpp"

#include "baselines/instant.hpp"
#include "ci/alerts/alert.hpp"
#include "ci/format.hpp"
#include "ci/http/url.hpp"
#include "ci/inert.hpp"
#include "ci/json_path.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr const char* name_of_url = "ALERTMANAGER_URL";
constexpr std::string_view alertname = "PawlRegression";

std::string text_of(Clock::Time time) {
  return baselines::instant_text(time.time_since_epoch().count());
}

/// A label without a value is none to Alertmanager.
void label(json::object& labels, std::string_view name, std::string_view value) {
  if (!value.empty()) labels[name] = plain(value);
}

json::object labels_of(const Report& report, const Alert& alert) {
  json::object labels = {{"alertname", alertname},
                         {"pawl_scope", scope_of(report)},
                         {"pawl_fingerprint", alert.fingerprint},
                         {"severity", "warning"}};
  label(labels, "suite", report.suite);
  label(labels, "testbed", report.testbed);
  label(labels, "benchmark", alert.benchmark);
  label(labels, "metric", alert.metric);
  if (!alert.metric.empty()) label(labels, "better", stats::name(alert.better));
  return labels;
}

/// Alertmanager keeps the earlier start of an alert that is fired again.
json::object firing(const Report& report, const Alert& alert, const std::string& page,
                    Clock::Time now) {
  json::object annotations = {{"summary", alert.summary}};
  if (!report.commit.empty()) annotations["commit"] = plain(report.commit);
  json::object fired = {{"labels", labels_of(report, alert)},
                        {"annotations", std::move(annotations)},
                        {"startsAt", text_of(now)},
                        {"endsAt", text_of(now + alert_lifetime)}};
  if (page.starts_with("https://")) fired["generatorURL"] = page;
  return fired;
}

json::array all_firing(const Report& report, const Alerts& alerts, const std::string& page,
                       Clock::Time now) {
  json::array list;
  for (const Alert& alert : alerts.firing) {
    if (list.size() == most_alerts) break;
    Alert shown = alert;
    if (list.size() + 1 == most_alerts && alerts.firing.size() > most_alerts)
      shown.summary +=
          "; and " + count(alerts.firing.size() - most_alerts) + " more that are not shown";
    list.push_back(firing(report, shown, page, now));
  }
  return list;
}

Request request_to(const AlertmanagerAccount& account, const std::string& method,
                   const std::string& query) {
  std::string base = account.url;
  while (base.ends_with('/')) base.pop_back();
  Request request{.method = method, .url = base + "/api/v2/alerts" + query, .url_is_secret = true};
  request.headers = {{"Accept", "application/json"}};
  if (!account.token.empty())
    request.headers.emplace_back("Authorization", "Bearer " + account.token);
  return request;
}

json::array open_alerts(const Connection& connection, const AlertmanagerAccount& account,
                        const Report& report) {
  const std::string filter = "?filter=alertname%3D%22" + std::string(alertname) +
                             "%22&filter=pawl_scope%3D%22" + scope_of(report) + "%22";
  const Response response =
      send_to_service(connection, request_to(account, "GET", filter), name_of_url);
  boost::system::error_code failure;
  const json::value root = json::parse(response.body, failure);
  if (failure || !root.is_array())
    throw Error(Fault::remote, origin(account.url) + ": expected a list of alerts; is " +
                                   name_of_url + " that of an Alertmanager (API v2)?");
  return root.get_array();
}

/// Their labels must be given back as they are, or Alertmanager takes them for other alerts; and
/// without a start it would take the end for one.
json::array all_gone(const json::array& open, const Report& report, const Alerts& alerts,
                     Clock::Time now) {
  json::array gone;
  for (const json::value& alert : open) {
    const json::value* labels = value_at(alert, {"labels"});
    const std::string fingerprint = text_at(alert, {"labels", "pawl_fingerprint"});
    const bool is_ours = text_at(alert, {"labels", "pawl_scope"}) == scope_of(report);
    if (labels != nullptr && is_ours && !fingerprint.empty() && alerts.is_gone(fingerprint))
      gone.push_back(json::object{{"labels", *labels},
                                  {"startsAt", text_at(alert, {"startsAt"})},
                                  {"endsAt", text_of(now)}});
  }
  return gone;
}

void demand_url(const AlertmanagerAccount& account) {
  const bool is_web = account.url.starts_with("http://") || account.url.starts_with("https://");
  if (!is_web || (!account.token.empty() && !keeps_secrets(account.url)))
    throw Error(Fault::input, std::string(name_of_url) +
                                  ": expected an https:// URL (http:// only without a token)");
  if (origin(account.url) == no_origin)
    throw Error(Fault::input, std::string(name_of_url) +
                                  ": expected \"https://alertmanager.example\"; special characters "
                                  "of a user or password are written as %XX");
}

}  // namespace

void post_alerts(const Connection& connection, const AlertmanagerAccount& account,
                 std::string list) {
  demand_url(account);
  Request request = request_to(account, "POST", "");
  request.headers.emplace_back("Content-Type", "application/json");
  request.body = std::move(list);
  send_to_service(connection, request, name_of_url);
}

std::string keep_alerts(const Connection& connection, const AlertmanagerAccount& account,
                        const Report& report) {
  demand_url(account);
  const Alerts alerts = alerts_of(report);
  const Clock::Time now = connection.clock.now();
  json::array changes = all_firing(report, alerts, account.page, now);
  const std::size_t fired = changes.size();
  for (json::value& gone : all_gone(open_alerts(connection, account, report), report, alerts, now))
    changes.push_back(std::move(gone));
  if (changes.empty()) return "no alert fires, and none was open";
  post_alerts(connection, account, json::serialize(changes));
  return "fired " + count(fired, "alert") + ", resolved " + count(changes.size() - fired);
}

}  // namespace pawl::ci
