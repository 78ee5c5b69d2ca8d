#pragma once
/// Alertmanager (API v2): each alert of a report fires under labels that stay the same, and is
/// resolved by the first report that shows it gone.
///
/// Labels: alertname="PawlRegression", pawl_scope (suite and testbed), pawl_fingerprint, suite,
/// testbed, benchmark, metric, better. What fires is asked of Alertmanager itself, so nothing has
/// to be remembered. An alert that no report renews ends by itself after alert_lifetime.

#include "ci/http/service.hpp"
#include "ci/report.hpp"

#include <chrono>
#include <string>

namespace pawl::ci {

inline constexpr std::chrono::hours alert_lifetime{30 * 24};
inline constexpr std::size_t most_alerts = 200;  ///< fired at once; the summary of the last says so

struct AlertmanagerAccount {
  std::string url;    ///< "https://alertmanager.example", with a path prefix where there is one
  std::string token;  ///< bearer token; may be empty
  std::string page;   ///< where the whole report is; may be empty
};

/// Says what was done: "fired 2 alerts, resolved 1". Error (Fault::input, Fault::remote).
std::string keep_alerts(const Connection& connection, const AlertmanagerAccount& account,
                        const Report& report);

/// Posts a list of alerts as it is. Error (Fault::input, Fault::remote).
void post_alerts(const Connection& connection, const AlertmanagerAccount& account,
                 std::string list);

}  // namespace pawl::ci
