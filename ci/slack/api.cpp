#include "api.hpp"

#include "ci/http/secret.hpp"
#include "ci/http/url.hpp"
#include "ci/json_path.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace pawl::ci {

namespace {

namespace json = boost::json;

struct Refusal {
  std::string_view word, sentence;
};

/// Of the methods that are used here (docs: chat.postMessage, chat.update, conversations.history).
constexpr std::array<Refusal, 16> refusals = {{
    {"invalid_auth", "it does not know the token; is SLACK_BOT_TOKEN right?"},
    {"not_authed", "it does not know the token; is SLACK_BOT_TOKEN right?"},
    {"account_inactive", "the token's bot was removed; install the app again"},
    {"token_revoked", "the token was revoked; install the app again"},
    {"token_expired", "the token is expired; put a new one into SLACK_BOT_TOKEN"},
    {"missing_scope",
     "the app lacks a scope: give it chat:write and channels:history (groups:history for a private "
     "channel), and install it again"},
    {"channel_not_found",
     "it finds no such channel; SLACK_CHANNEL must be its ID, and the bot a member where it is "
     "private"},
    {"not_in_channel", "the bot is not in the channel; /invite it there"},
    {"is_archived", "the channel is archived; unarchive it, or name another in SLACK_CHANNEL"},
    {"restricted_action", "an administrator forbids the bot to post there"},
    {"restricted_action_read_only_channel", "the channel is read-only for the bot"},
    {"cant_update_message", "a message of this alert is another app's; please report it"},
    {"message_not_found", "a message of this alert was deleted meanwhile; deliver again"},
    {"invalid_blocks", "it rejects the message's blocks; please report it"},
    {"msg_blocks_too_long", "it rejects the message as too long; please report it"},
    {"metadata_must_be_sent_from_app", "the token is no app's; use a bot token (xoxb-…)"},
}};

constexpr std::array<std::string_view, 5> passing = {
    "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org"};

std::string word_of(const Response& response) {
  boost::system::error_code failure;
  const json::value root = json::parse(response.body, failure);
  return failure ? "" : text_at(root, {"error"});
}

bool is_ok(const Response& response) {
  boost::system::error_code failure;
  const json::value root = json::parse(response.body, failure);
  const json::value* ok = failure ? nullptr : value_at(root, {"ok"});
  return ok != nullptr && ok->is_bool() && ok->get_bool();
}

/// Slack's errors come with status 200: gives them the status they deserve.
Answer unmasked(Answer answer) {
  Response* response = std::get_if<Response>(&answer);
  if (response == nullptr || !is_success(answer) || is_ok(*response)) return answer;
  const std::string word = word_of(*response);
  const bool is_passing = std::find(passing.begin(), passing.end(), word) != passing.end();
  const bool is_limit = word == "ratelimited" || word == "rate_limited";  // chat.postMessage: both
  response->status = is_limit ? 429 : word.empty() || is_passing ? 503 : 400;
  return answer;
}

bool is_channel(std::string_view text) {
  constexpr std::string_view allowed = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
  return text.size() >= 2 && text.size() <= 30 &&
         text.find_first_not_of(allowed) == std::string_view::npos;
}

}  // namespace

SlackApi::SlackApi(const Connection& connection, SlackAccount account)
    : connection_(connection), account_(std::move(account)) {
  while (account_.api_url.ends_with('/')) account_.api_url.pop_back();
  demand_safe_url(account_.api_url, "SLACK_API_URL");
  if (!is_channel(account_.channel))
    throw Error(Fault::input,
                "SLACK_CHANNEL: expected a channel's ID such as C0123456789, found \"" +
                    printable(account_.channel, 60) + "\"");
}

Request SlackApi::request(const std::string& method) const {
  return {.method = "POST",
          .url = account_.api_url + "/" + method,
          .headers = {{"Authorization", "Bearer " + account_.token}}};
}

json::value SlackApi::ask(const std::string& method, const Parameters& parameters) const {
  Request asked = request(method);
  asked.headers.emplace_back("Content-Type", "application/x-www-form-urlencoded");
  asked.body = "channel=" + account_.channel;
  for (const auto& [name, value] : parameters)
    if (!value.empty()) asked.body += "&" + name + "=" + url_escaped(value);
  Patience patience(connection_.clock, connection_.policy);
  for (;;) {
    const Answer answer = unmasked(connection_.http.send(asked));
    if (is_success(answer)) return json::parse(std::get<Response>(answer).body);
    if (!patience.wait_after(answer)) throw failure(answer);
  }
}

void SlackApi::write(const std::string& method, json::object message,
                     const std::function<bool()>& is_done) {
  constexpr std::chrono::seconds distance{1};
  message["channel"] = account_.channel;
  Request written = request(method);
  written.headers.emplace_back("Content-Type", "application/json; charset=utf-8");
  written.body = json::serialize(message);
  Patience patience(connection_.clock, connection_.policy);
  for (bool is_first = true;; is_first = false) {
    if (!is_first && is_done()) return;
    if (connection_.clock.now() - last_write_ <= distance) connection_.clock.sleep(distance);
    last_write_ = connection_.clock.now();
    const Answer answer = unmasked(connection_.http.send(written));
    if (is_success(answer)) return;
    if (!patience.wait_after(answer)) throw failure(answer);
  }
}

Error SlackApi::failure(const Answer& answer) const {
  if (const NoResponse* none = std::get_if<NoResponse>(&answer))
    return {Fault::remote, none->reason + "; check the network and HTTPS_PROXY"};
  const Response& response = std::get<Response>(answer);
  const std::string place = origin(account_.api_url) + ": ";
  const std::string word = word_of(response);
  const auto known = std::find_if(refusals.begin(), refusals.end(),
                                  [&](const Refusal& refusal) { return refusal.word == word; });
  if (known != refusals.end())
    return {Fault::remote, place + std::string(known->sentence) + " (" + word + ")"};
  if (is_rate_limit(response))
    return {Fault::remote, place + "its rate limit is reached; try again in some minutes"};
  if (response.status >= 500) return {Fault::remote, place + "it failed; try again later"};
  return {Fault::remote,
          place + "it refuses (\"" + printable(redacted(word, account_.token), 60) + "\")"};
}

}  // namespace pawl::ci
