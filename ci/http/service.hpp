#pragma once
/// A service is any URL outside GitHub and Slack that a report is sent to: how its secret URL is
/// checked, and how its failures are worded.

#include "baselines/error.hpp"
#include "retry.hpp"

#include <string>

namespace pawl::ci {

/// Sends until there is a success, which is returned. The request must be one that may be carried
/// out twice. Error (Fault::remote) names `variable`, which holds the URL, and shows no more of
/// that than its origin.
Response send_to_service(const Connection& connection, const Request& request,
                         const std::string& variable);

/// Error (Fault::input) unless a secret may be sent to that URL (http.hpp).
void demand_safe_url(const std::string& url, const std::string& variable);

}  // namespace pawl::ci
