#pragma once
/// Notify takes a report to people: a table of destinations, each of which knows what it needs of
/// the environment and how to deliver there.

#include "clock.hpp"
#include "event.hpp"
#include "http.hpp"
#include "report.hpp"
#include "retry.hpp"

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
  const Clock& clock;
  std::ostream& out;  ///< what a dry run shows
  std::ostream& log;  ///< workflow commands
};

struct Destination {
  std::string_view name;                    ///< "github-comment"
  std::string_view needs;                   ///< for the help: "GITHUB_TOKEN, a pull request"
  std::string (*deliver)(const Delivery&);  ///< says what was done: "commented on …"
};

const std::vector<Destination>& destinations();

/// The destination of that name; nullptr when there is none.
const Destination* find_destination(std::string_view name);

/// For a dry run: what the environment lacks is filled by placeholders such as OWNER/REPOSITORY, so
/// that it shows what would be sent from anywhere.
Environment with_placeholders(Environment environment);

}  // namespace pawl::ci
