#pragma once
/// Notify takes a report to people: a table of destinations, each of which knows what it needs of
/// the environment and how to deliver there.

#include "ci/github/event.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"
#include "ci/http/retry.hpp"
#include "ci/http/smtp.hpp"
#include "ci/report.hpp"

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

struct NotifyOptions {
  std::string pull_request{};      ///< its number; empty: that of the event
  std::string token_file{};        ///< holds the token instead of GITHUB_TOKEN
  std::string webhook_url_file{};  ///< holds the URL instead of SLACK_WEBHOOK_URL
  RetryPolicy retry{};
  bool dry_run = false;
};

/// One report on its way, and all that it may use.
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

/// By which later reports a delivery is superseded.
enum class Replaced {
  by_later,     ///< any later report's: one comment, one issue
  by_same_run,  ///< only another report on the same commit
  never_waits,  ///< belongs to this very step: it makes no sense later
};

struct Destination {
  std::string_view name;                    ///< "github-comment"
  std::string_view needs;                   ///< for the help: "GITHUB_TOKEN, a pull request"
  std::string (*deliver)(const Delivery&);  ///< says what was done: "commented on …"
  /// Which later reports of the same suite and testbed replace this one.
  Replaced replaced;
};

/// The environment's event, with the pull request that the options name instead of its own.
Event event_for(const NotifyOptions& options, const Environment& environment);

/// What makes two letters to a destination the same: the newer then takes the older one's place.
std::string identity_of(const Destination& destination, const Report& report,
                        const Environment& address);

const std::vector<Destination>& destinations();

/// The destination of that name; nullptr when there is none.
const Destination* find_destination(std::string_view name);

/// For a dry run: fills what the environment lacks with placeholders such as OWNER/REPOSITORY, so
/// that what would be sent can be seen anywhere.
Environment with_placeholders(Environment environment);

}  // namespace pawl::ci
