#pragma once
/// A webhook of anybody's: it gets report.json by POST, signed.
///
/// Headers: `X-Pawl-Signature-256: sha256=HEX`, the HMAC-SHA256 of the body by the shared secret;
/// `X-Pawl-Delivery: HEX`, the same for each repetition, by which a receiver knows what it has
/// already; `X-Pawl-Event: report`.

#include "ci/http/service.hpp"
#include "ci/report.hpp"

#include <string>

namespace pawl::ci {

/// Error (Fault::input) when the URL is not https, (Fault::remote) when it does not take it.
void post_to_webhook(const Connection& connection, const std::string& url,
                     const std::string& secret, const Report& report);

/// The same with any JSON: `event` is X-Pawl-Event.
void post_to_webhook(const Connection& connection, const std::string& url,
                     const std::string& secret, const std::string& event, std::string body);

}  // namespace pawl::ci
