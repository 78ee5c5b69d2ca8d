#include "incoming_webhook.hpp"

#include "baselines/error.hpp"
#include "ci/http/secret.hpp"
#include "ci/http/service.hpp"
#include "ci/http/url.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pawl::ci {

namespace {

struct Refusal {
  std::string_view word, sentence;
};

/// Slack answers a webhook's errors by one word as the body (docs: "Sending messages using incoming
/// webhooks", "Handling errors").
constexpr std::array<Refusal, 12> refusals = {{
    {"no_service",
     "the webhook is switched off, removed or unknown; make a new one and put its URL "
     "into SLACK_WEBHOOK_URL"},
    {"no_service_id", "the webhook's URL is not whole; copy it again into SLACK_WEBHOOK_URL"},
    {"no_team", "the webhook's workspace is gone; make a new webhook"},
    {"team_disabled", "the webhook's workspace is switched off"},
    {"invalid_token",
     "the webhook's URL is wrong or was revoked; copy it again into "
     "SLACK_WEBHOOK_URL"},
    {"channel_not_found", "the webhook's channel is gone; make a webhook for another"},
    {"channel_is_archived",
     "the webhook's channel is archived; unarchive it, or make a webhook for "
     "another"},
    {"action_prohibited", "an administrator forbids this webhook to post"},
    {"posting_to_general_channel_denied",
     "an administrator forbids to post to #general; make a "
     "webhook for another channel"},
    {"too_many_attachments", "the message has too many attachments; please report it"},
    {"invalid_payload",
     "it rejects the message as invalid; please report it with the output of "
     "--dry-run"},
    {"invalid_blocks",
     "it rejects the message's blocks; please report it with the output of "
     "--dry-run"},
}};

std::string explanation(const Response& response, const std::string& webhook_url) {
  const auto known = std::find_if(refusals.begin(), refusals.end(), [&](const Refusal& refusal) {
    return refusal.word == response.body;
  });
  const std::string status = std::to_string(response.status);
  if (known != refusals.end())
    return std::string(known->sentence) + " (" + status + " " + std::string(known->word) + ")";
  if (is_rate_limit(response)) return "its rate limit is reached (429); try again in some minutes";
  if (response.status >= 500) return "it failed (" + status + "); try again later";
  if (response.status == 404) return "no such webhook (404); is SLACK_WEBHOOK_URL right?";
  return "unexpected status " + status + " (\"" +
         printable(without_url(response.body, webhook_url), 60) + "\")";
}

Error failure(const Answer& answer, const std::string& webhook_url) {
  if (const Response* response = std::get_if<Response>(&answer))
    return {Fault::remote, origin(webhook_url) + ": " + explanation(*response, webhook_url)};
  const NoResponse& none = std::get<NoResponse>(answer);
  return {Fault::remote,
          none.reason + (none.may_be_done
                             ? "; the message may have arrived: look before you send it again"
                             : "; check the network, HTTPS_PROXY and SLACK_WEBHOOK_URL")};
}

bool is_ambiguous(const Answer& answer) {
  const NoResponse* none = std::get_if<NoResponse>(&answer);
  return none != nullptr && none->may_be_done;
}

}  // namespace

void post_to_slack(const Connection& connection, const std::string& webhook_url,
                   const std::string& message) {
  demand_safe_url(webhook_url, "SLACK_WEBHOOK_URL");
  const Request request{.method = "POST",
                        .url = webhook_url,
                        .headers = {{"Content-Type", "application/json"}},
                        .body = message,
                        .url_is_secret = true};
  Patience patience(connection.clock, connection.policy);
  for (;;) {
    const Answer answer = connection.http.send(request);
    if (is_success(answer)) return;
    if (is_ambiguous(answer) || !patience.wait_after(answer)) throw failure(answer, webhook_url);
  }
}

}  // namespace pawl::ci
