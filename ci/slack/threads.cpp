#include "threads.hpp"

#include "ci/alerts/alert.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/json_path.hpp"

#include <algorithm>
#include <map>

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr std::string_view kind_of_message = "pawl_alert";
constexpr std::string_view kind_of_reply = "pawl_reply";
constexpr std::size_t most_pages = 20;  // of 200 messages
constexpr std::chrono::hours memory{90 * 24};

/// A message that is open: its time is what Slack knows it by.
struct Thread {
  std::string ts, commit, summary, acknowledged_by;
};
using Threads = std::map<std::string, Thread>;  ///< by fingerprint

/// One report on its way to one channel.
struct Round {
  SlackApi& slack;
  const Report& report;
  std::string page;
  std::string oldest;  ///< what was said before is forgotten: seconds since 1970
  std::string scope() const { return scope_of(report); }
  std::string seen() const { return plain(report.commit.empty() ? report.time : report.commit); }
};

std::string payload_of(const json::value& message, std::string_view kind, std::string_view field) {
  return text_at(message, {"metadata", "event_type"}) == kind
             ? text_at(message, {"metadata", "event_payload", field})
             : "";
}

bool is_user(std::string_view text) {
  return !text.empty() && text.size() <= 30 &&
         text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

/// Who put 👀 on it; empty when nobody did.
std::string acknowledged_by(const json::value& message) {
  for (const json::value& reaction : list_at(message, {"reactions"})) {
    if (text_at(reaction, {"name"}) != "eyes") continue;
    for (const json::value& user : list_at(reaction, {"users"}))
      if (user.is_string() && is_user(user.get_string())) return std::string(user.get_string());
  }
  return "";
}

/// The messages of all pages: of the channel, or of a thread of it.
json::array messages_of(const Round& round, const std::string& method,
                        const std::string& thread = "") {
  json::array all;
  std::string cursor;
  for (std::size_t page = 0; page < most_pages; ++page) {
    json::value answer = round.slack.ask(method, {{"ts", thread},
                                                  {"include_all_metadata", "true"},
                                                  {"limit", "200"},
                                                  {"oldest", thread.empty() ? round.oldest : ""},
                                                  {"cursor", cursor}});
    for (const json::value& message : list_at(answer, {"messages"})) all.push_back(message);
    cursor = text_at(answer, {"response_metadata", "next_cursor"});
    if (cursor.empty()) break;
  }
  return all;
}

Threads open_threads(const Round& round) {
  Threads open;
  for (const json::value& message : messages_of(round, "conversations.history"))
    if (payload_of(message, kind_of_message, "scope") == round.scope() &&
        payload_of(message, kind_of_message, "state") == "open")
      open.try_emplace(payload_of(message, kind_of_message, "fingerprint"),
                       Thread{.ts = text_at(message, {"ts"}),
                              .commit = payload_of(message, kind_of_message, "commit"),
                              .summary = payload_of(message, kind_of_message, "summary"),
                              .acknowledged_by = acknowledged_by(message)});
  return open;
}

json::object section(std::string_view type, const std::string& text) {
  json::object inner = {{"type", "mrkdwn"}, {"text", text}, {"verbatim", true}};
  if (type == "section") return {{"type", type}, {"text", inner}};
  return {{"type", type}, {"elements", json::array{inner}}};
}

std::string setting(const Round& round, const std::string& acknowledged_by) {
  const Report& report = round.report;
  std::string text = "Suite " + slack_code(report.suite);
  if (!report.testbed.empty()) text += " on " + slack_code(report.testbed);
  text += ", seen last at " + slack_code(round.seen().substr(0, 20));
  if (round.page.starts_with("https://")) text += ", <" + round.page + "|the run>";
  return text + (acknowledged_by.empty() ? " · 👀 on this message acknowledges it"
                                         : " · acknowledged by <@" + acknowledged_by + ">");
}

/// What the message that opens a thread says.
struct Opening {
  std::string fingerprint, summary;  ///< the summary is text from outside
  bool is_open = true;               ///< else it is resolved
  std::string acknowledged_by{};
};

json::object message_of(const Round& round, const Opening& opening) {
  const std::string title = opening.is_open ? "❌ " : "✅ Resolved: ";
  const std::string summary = slack_text(opening.summary);
  return {{"text", title + summary},
          {"blocks", json::array{section("section", title + "*" + summary + "*"),
                                 section("context", setting(round, opening.acknowledged_by))}},
          {"metadata", json::object{{"event_type", kind_of_message},
                                    {"event_payload",
                                     json::object{{"scope", round.scope()},
                                                  {"fingerprint", opening.fingerprint},
                                                  {"state", opening.is_open ? "open" : "resolved"},
                                                  {"commit", round.seen()},
                                                  {"summary", plain(opening.summary, 300)}}}}}};
}

/// Once for each commit and text.
void reply(const Round& round, const Thread& thread, const std::string& key,
           const std::string& text) {
  const auto is_there = [&] {
    const json::array replies = messages_of(round, "conversations.replies", thread.ts);
    return std::any_of(replies.begin(), replies.end(), [&](const json::value& message) {
      return payload_of(message, kind_of_reply, "key") == key;
    });
  };
  if (is_there()) return;
  round.slack.write("chat.postMessage",
                    {{"thread_ts", thread.ts},
                     {"text", text},
                     {"blocks", json::array{section("section", text)}},
                     {"metadata", json::object{{"event_type", kind_of_reply},
                                               {"event_payload", json::object{{"key", key}}}}}},
                    is_there);
}

void edit(const Round& round, const Thread& thread, json::object message) {
  message["ts"] = thread.ts;
  round.slack.write("chat.update", std::move(message), [] { return false; });
}

void open_thread(const Round& round, const Alert& alert, const std::string& summary) {
  round.slack.write("chat.postMessage", message_of(round, {alert.fingerprint, summary}),
                    [&] { return open_threads(round).count(alert.fingerprint) > 0; });
}

/// What was reported of this commit already is not said again.
void go_on(const Round& round, const Alert& alert, const std::string& summary,
           const Thread& thread) {
  if (thread.commit == round.seen()) return;
  if (thread.acknowledged_by.empty())
    reply(round, thread, "seen:" + round.seen(),
          "Still there at " + slack_code(round.seen().substr(0, 20)) + ": " + slack_text(summary));
  edit(round, thread,
       message_of(round, {alert.fingerprint, summary, true, thread.acknowledged_by}));
}

void resolve(const Round& round, const std::string& fingerprint, const Thread& thread) {
  reply(round, thread, "resolved:" + round.seen(),
        "✅ Gone at " + slack_code(round.seen().substr(0, 20)) + ".");
  edit(round, thread,
       message_of(round, {fingerprint, thread.summary, false, thread.acknowledged_by}));
}

}  // namespace

std::string keep_slack_threads(const Connection& connection, const SlackAccount& account,
                               const Report& report, const std::string& page) {
  SlackApi slack(connection, account);
  const auto since = (connection.clock.now() - memory).time_since_epoch().count();
  const Round round{slack, report, page, std::to_string(since)};
  const Alerts alerts = alerts_of(report);
  const Threads open = open_threads(round);
  std::size_t opened = 0, resolved = 0;
  for (std::size_t i = 0; i < std::min(alerts.firing.size(), most_threads); ++i) {
    const Alert& alert = alerts.firing[i];
    std::string summary = alert.summary;
    if (i + 1 == most_threads && alerts.firing.size() > most_threads)
      summary += "; and " + count(alerts.firing.size() - most_threads) + " more";
    const auto known = open.find(alert.fingerprint);
    if (known != open.end()) {
      go_on(round, alert, summary, known->second);
    } else {
      open_thread(round, alert, summary);
      ++opened;
    }
  }
  for (const auto& [fingerprint, thread] : open)
    if (alerts.is_gone(fingerprint)) {
      resolve(round, fingerprint, thread);
      ++resolved;
    }
  return "opened " + count(opened, "thread") + " in Slack, resolved " + count(resolved);
}

}  // namespace pawl::ci
