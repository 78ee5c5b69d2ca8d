#include "webhook.hpp"

#include "baselines/keys/sha256.hpp"
#include "ci/http/signature.hpp"
#include "ci/report_json.hpp"

namespace pawl::ci {

void post_to_webhook(const Connection& connection, const std::string& url,
                     const std::string& secret, const Report& report) {
  post_to_webhook(connection, url, secret, "report", report_json(report));
}

void post_to_webhook(const Connection& connection, const std::string& url,
                     const std::string& secret, const std::string& event, std::string body) {
  demand_safe_url(url, "PAWL_WEBHOOK_URL");
  Request request{.method = "POST", .url = url, .body = std::move(body), .url_is_secret = true};
  request.headers = {{"Content-Type", "application/json"},
                     {"X-Pawl-Event", event},
                     {"X-Pawl-Delivery", baselines::sha256_hex(request.body).substr(0, 32)},
                     {"X-Pawl-Signature-256", "sha256=" + hmac_sha256_hex(secret, request.body)}};
  send_to_service(connection, request, "PAWL_WEBHOOK_URL");
}

}  // namespace pawl::ci
