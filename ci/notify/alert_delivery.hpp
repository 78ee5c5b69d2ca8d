#pragma once
/// How news of the alert book is delivered: a table of destinations, like that of notify.hpp for
/// reports.

#include "ci/alerts/book.hpp"
#include "ci/environment.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"
#include "ci/http/retry.hpp"
#include "ci/http/smtp.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// News on its way, and all that it may use.
struct AlertDelivery {
  const std::vector<AlertNews>& news;          ///< never empty
  const std::vector<BookedAlert>& known_open;  ///< there, once this is delivered (alerts/book.hpp)
  const Environment& environment;
  Http& http;
  Smtp& smtp;
  const Clock& clock;
  RetryPolicy retry{};
  bool is_dry = false;  ///< nothing is sent; what only an answer could tell is left out

  Connection connection() const { return {http, clock, retry}; }
};

struct AlertDestination {
  std::string_view name;   ///< "slack"
  std::string_view needs;  ///< for the help
  void (*deliver)(const AlertDelivery&);
};

/// Throws Error, as the destination's service does, when this environment lacks what the
/// destination needs. Nothing is sent.
void demand_settings(const AlertDestination& destination, const Environment& environment);

const std::vector<AlertDestination>& alert_destinations();
/// nullptr when there is none of that name.
const AlertDestination* find_alert_destination(std::string_view name);

/// A message for Slack's webhooks.
std::string alert_slack_message(const std::vector<AlertNews>& news);
/// {"format":"pawl-alert-news","version":1,"alerts":[…]}, each with its state. Ends in a newline.
std::string alert_news_json(const std::vector<AlertNews>& news);
/// Headers and body of a mail. The same news have the same Message-ID; mails that speak of the same
/// alerts are of one thread.
std::string alert_mail(const std::vector<AlertNews>& news, const Mail& envelope, Clock::Time now);
/// A list of alerts for Alertmanager (API v2): alertname="PawlAlert", rule, and labels as
/// alertmanager.hpp has them. What is open ends by itself after alert_lifetime.
std::string alert_posts(const std::vector<AlertNews>& news, Clock::Time now);

}  // namespace pawl::ci
