#pragma once
/// A delivery is one report on its way to one destination.

#include "ci/github/event.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"
#include "ci/http/retry.hpp"
#include "ci/http/smtp.hpp"
#include "ci/report.hpp"

#include <ostream>
#include <string>

namespace pawl::ci {

struct NotifyOptions {
  std::string pull_request{};      ///< its number; empty: that of the event
  std::string token_file{};        ///< holds the token instead of GITHUB_TOKEN
  std::string webhook_url_file{};  ///< holds the URL instead of SLACK_WEBHOOK_URL
  RetryPolicy retry{};
  bool dry_run = false;
};

/// The report, and all that may be used to deliver it.
struct Delivery {
  const Report& report;
  const Environment& environment;
  const NotifyOptions& options;
  Http& http;
  Smtp& smtp;
  const Clock& clock;
  std::ostream& out;  ///< what a dry run shows
  std::ostream& log;  ///< workflow commands

  Connection connection() const { return {http, clock, options.retry}; }
};

/// The environment's event, with the pull request that the options name instead of its own.
Event event_for(const NotifyOptions& options, const Environment& environment);

}  // namespace pawl::ci
