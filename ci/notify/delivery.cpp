#include "delivery.hpp"

namespace pawl::ci {

Event event_for(const NotifyOptions& options, const Environment& environment) {
  Event event = event_of(environment);
  if (!options.pull_request.empty()) event.pull_request = options.pull_request;
  if (options.dry_run && event.pull_request.empty()) event.pull_request = "NUMBER";
  return event;
}

}  // namespace pawl::ci
