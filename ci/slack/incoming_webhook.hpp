#pragma once
/// Slack: a message through an incoming webhook, whose URL is the secret.

#include "ci/http/retry.hpp"

#include <string>

namespace pawl::ci {

/// Posts `message`, a JSON object with `text` and `blocks`. Sent again only when Slack refused it
/// or was not reached: a webhook cannot be asked whether a lost message arrived. Error
/// (Fault::remote) with the way out; (Fault::input) when the URL is none that keeps its secret.
void post_to_slack(const Connection& connection, const std::string& webhook_url,
                   const std::string& message);

}  // namespace pawl::ci
