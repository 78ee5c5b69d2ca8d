#include "book_json.hpp"

#include "baselines/instant.hpp"
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"

#include <algorithm>
#include <array>

namespace pawl::ci {

namespace {

using baselines::append_list;
using baselines::instant_text;
using baselines::JsonFields;
using baselines::JsonNode;
using baselines::JsonObject;

constexpr std::size_t newest_version = 1;
constexpr std::array states = {AlertState::pending, AlertState::open, AlertState::acknowledged,
                               AlertState::resolved};

/// Absent where it never was.
void add_time(JsonObject& object, std::string_view key, std::int64_t time) {
  if (time != 0) object.text(key, instant_text(time));
}

void add_text(JsonObject& object, std::string_view key, const std::string& text) {
  if (!text.empty()) object.text(key, text);
}

/// What the file and the API have in common.
void add_alert(JsonObject& object, const BookedAlert& alert) {
  object.text("id", alert.id)
      .text("state", name(alert.state))
      .text("rule", alert.rule)
      .text("suite", alert.suite)
      .text("testbed", alert.testbed)
      .text("benchmark", alert.alert.benchmark)
      .text("metric", alert.alert.metric)
      .text("better", stats::name(alert.alert.better))
      .text("summary", alert.alert.summary)
      .text("fingerprint", alert.alert.fingerprint)
      .count("runs", alert.runs);
  add_time(object, "since", alert.since);
  add_time(object, "opened", alert.opened);
  add_time(object, "acknowledged", alert.acknowledged);
  add_time(object, "resolved", alert.resolved);
  add_text(object, "by", alert.by);
  add_text(object, "note", alert.note);
}

void append_kept(std::string& out, const BookedAlert& alert) {
  JsonObject object(out);
  add_alert(object, alert);
  add_text(object, "evidence", alert.evidence);
  if (!alert.told.empty())
    object.field("told", [&] {
      JsonObject told(out);
      for (const auto& [destination, state] : alert.told) told.text(destination, state);
      told.end();
    });
  object.end();
}

std::int64_t time_of(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  if (!node) return 0;
  const auto time = baselines::instant(node->string());
  if (!time) node->fail("a time such as \"2026-11-25T12:00:00Z\"");
  return *time;
}

std::string id_of(JsonFields& fields) {
  const JsonNode node = fields.require("id");
  const std::string id = node.string();
  if (id.size() != 12 || id.find_first_not_of("0123456789abcdef") != id.npos)
    node.fail("12 hexadecimal digits");
  return id;
}

AlertState state_of(JsonFields& fields) {
  const JsonNode node = fields.require("state");
  const std::string word = node.string();
  const auto* const found =
      std::ranges::find(states, word, [](AlertState state) { return name(state); });
  if (found == states.end()) node.fail("pending, open, acknowledged or resolved");
  return *found;
}

BookedAlert parse_alert(const JsonNode& node) {
  JsonFields fields(node);
  BookedAlert alert;
  alert.id = id_of(fields);
  alert.state = state_of(fields);
  alert.rule = fields.string("rule");
  alert.suite = fields.string("suite");
  alert.testbed = fields.string("testbed");
  alert.alert = {.fingerprint = fields.string("fingerprint"),
                 .benchmark = fields.string("benchmark"),
                 .metric = fields.string("metric"),
                 .better = baselines::parse_better(fields),
                 .summary = fields.string("summary")};
  alert.runs = fields.require("runs").count();
  alert.evidence = fields.string("evidence");
  alert.since = time_of(fields, "since");
  alert.opened = time_of(fields, "opened");
  alert.acknowledged = time_of(fields, "acknowledged");
  alert.resolved = time_of(fields, "resolved");
  alert.by = fields.string("by");
  alert.note = fields.string("note");
  if (const auto told = fields.find("told"))
    for (const auto& [destination, state] : told->object())
      alert.told[destination] = JsonNode(*told, destination, state).string();
  return alert;
}

Silence parse_silence(const JsonNode& node) {
  JsonFields fields(node);
  Silence silence;
  silence.id = id_of(fields);
  silence.benchmark = fields.string("benchmark");
  silence.rule = fields.string("rule");
  silence.owner = fields.string("owner");
  silence.reason = fields.string("reason");
  silence.since = time_of(fields, "since");
  silence.until = time_of(fields, "until");
  return silence;
}

}  // namespace

std::string alert_book_json(const AlertBook& book) {
  std::string out;
  JsonObject object(out);
  object.text("format", "pawl-alerts").count("version", 1);
  object.field("alerts", [&] {
    append_list(out, book.alerts, "\n", [&](const BookedAlert& alert) { append_kept(out, alert); });
  });
  object.field("silences", [&] {
    append_list(out, book.silences, "\n",
                [&](const Silence& silence) { append_silence(out, silence); });
  });
  object.field("seen", [&] {
    JsonObject seen(out);
    for (const auto& [scope, time] : book.seen) seen.text(scope, instant_text(time));
    seen.end();
  });
  object.end();
  return out + "\n";
}

AlertBook parse_alert_book(std::string_view text, std::string_view name) {
  const baselines::JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  baselines::expect_format(fields, "pawl-alerts", newest_version);
  AlertBook book;
  book.alerts = baselines::parse_list(fields, "alerts", most_booked, parse_alert);
  book.silences = baselines::parse_list(fields, "silences", 10'000, parse_silence);
  std::ranges::sort(book.alerts, {}, &BookedAlert::id);
  const JsonNode seen = fields.require("seen");
  JsonFields scopes(seen);
  for (const auto& [scope, time] : seen.object()) book.seen[scope] = time_of(scopes, scope);
  return book;
}

void append_alert(std::string& out, const AlertBook& book, const BookedAlert& alert,
                  std::int64_t now) {
  JsonObject object(out);
  add_alert(object, alert);
  if (const Silence* silence = silence_of(book, alert, now)) {
    object.text("silenced_by", silence->owner).text("silenced_until", instant_text(silence->until));
    object.text("silenced_reason", silence->reason);
  }
  object.end();
}

void append_silence(std::string& out, const Silence& silence) {
  JsonObject(out)
      .text("id", silence.id)
      .text("benchmark", silence.benchmark)
      .text("rule", silence.rule)
      .text("owner", silence.owner)
      .text("reason", silence.reason)
      .text("since", instant_text(silence.since))
      .text("until", instant_text(silence.until))
      .end();
}

}  // namespace pawl::ci
