#pragma once
/// The destinations that are not GitHub, as rows of notify's table. Each secret is in the named
/// variable, or in the file that the variable NAME_FILE names.

#include "delivery.hpp"

#include <string>

namespace pawl::ci {

/// Whether Slack is told by a bot, a thread an alert, and not by an incoming webhook.
bool has_slack_bot(const Environment& environment);

std::string to_slack(const Delivery& delivery);
std::string to_webhook(const Delivery& delivery);
std::string to_alertmanager(const Delivery& delivery);
std::string to_email(const Delivery& delivery);

}  // namespace pawl::ci
