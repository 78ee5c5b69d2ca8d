#pragma once
/// Notify takes a report to people: a table of destinations, each of which knows what it needs of
/// the environment and how to deliver there.

#include "delivery.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// Which later reports of the same suite and testbed replace this one.
enum class Replaced {
  by_later,     ///< any later report's: one comment, one issue
  by_same_run,  ///< only another report on the same commit
  as_by_slack,  ///< a bot's threads by any later report's, a webhook's messages by the same run's
  never_waits,  ///< belongs to this very step: it makes no sense later
};

struct Destination {
  std::string_view name;                    ///< "github-comment"
  std::string_view needs;                   ///< for the help: "GITHUB_TOKEN, a pull request"
  std::string (*deliver)(const Delivery&);  ///< says what was done: "commented on …"
  Replaced replaced;
};

/// What makes two letters to a destination the same: the newer then takes the older one's place.
/// `environment`: with the letter's address.
std::string identity_of(const Destination& destination, const Report& report,
                        const Environment& environment);

const std::vector<Destination>& destinations();

/// The destination of that name; nullptr when there is none.
const Destination* find_destination(std::string_view name);

/// For a dry run: fills what the environment lacks with placeholders such as OWNER/REPOSITORY, so
/// that what would be sent can be seen anywhere.
Environment with_placeholders(Environment environment);

}  // namespace pawl::ci
