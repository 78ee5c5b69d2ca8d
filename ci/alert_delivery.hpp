#pragma once
/// How what is new in the alert book is told: a table of destinations, as notify.hpp has one for
/// reports.

#include "alert_book.hpp"
#include "clock.hpp"
#include "event.hpp"
#include "http.hpp"
#include "retry.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// News on its way, and all that it may use.
struct AlertDelivery {
  const std::vector<AlertNews>& news;  ///< never empty
  const Environment& environment;
  Http& http;
  const Clock& clock;
  RetryPolicy retry{};
};

struct AlertDestination {
  std::string_view name;   ///< "slack"
  std::string_view needs;  ///< for the help
  void (*deliver)(const AlertDelivery&);
};

const std::vector<AlertDestination>& alert_destinations();
/// nullptr when there is none of that name.
const AlertDestination* find_alert_destination(std::string_view name);

/// A message for Slack's webhooks.
std::string alert_slack_message(const std::vector<AlertNews>& news);
/// {"format":"pawl-alert-news","version":1,"alerts":[…]}, each with its state. Ends in a newline.
std::string alert_news_json(const std::vector<AlertNews>& news);
/// A list of alerts for Alertmanager (API v2): alertname="PawlAlert", rule, and labels as
/// alertmanager.hpp has them. What is open ends by itself after alert_lifetime.
std::string alert_posts(const std::vector<AlertNews>& news, Clock::Time now);

}  // namespace pawl::ci
