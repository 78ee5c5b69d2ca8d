#pragma once
/// Slack threads follow alerts: a message opens with a regression, replies below it tell how it
/// develops, and the message itself is kept up to date until it says that the regression is
/// resolved.
///
/// What is open is asked of Slack itself: messages carry their alert's fingerprint as metadata, so
/// that no file needs to remember them. Whoever puts 👀 on a message has acknowledged the alert: the
/// message is still edited, but nothing more is said below it until the alert is gone.

#include "api.hpp"
#include "ci/http/service.hpp"
#include "ci/report.hpp"

#include <string>

namespace pawl::ci {

/// A report that finds more alerts than this says so on the last.
inline constexpr std::size_t most_threads = 10;

/// Says what was done. A message is posted once, however often the report is delivered. Errors:
/// SlackApi's. `page`: of the workflow run; empty: none.
std::string keep_slack_threads(const Connection& connection, const SlackAccount& account,
                               const Report& report, const std::string& page);

}  // namespace pawl::ci
