#include "alerts.hpp"
#include "baselines/instant.hpp"
#include "baselines/text/json_object.hpp"
#include "ci/alerts/book_json.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

namespace pawl::tools {

namespace {

using ci::AlertBook;
using ci::BookedAlert;

bool is_listed(const BookedAlert& alert, const Arguments& arguments) {
  return arguments.flag("all") ||
         (alert.state != ci::AlertState::resolved && alert.state != ci::AlertState::pending);
}

std::string list_json(const AlertBook& book, const Arguments& arguments, std::int64_t now) {
  std::vector<const BookedAlert*> shown;
  for (const BookedAlert& alert : book.alerts)
    if (is_listed(alert, arguments)) shown.push_back(&alert);
  std::string out;
  baselines::JsonObject object(out);
  object.text("format", "pawl-alert-list").count("version", 1).field("alerts", [&] {
    baselines::append_list(out, shown, "\n", [&](const BookedAlert* alert) {
      ci::append_alert(out, book, *alert, now);
    });
  });
  object.field("silences", [&] {
    baselines::append_list(out, book.silences, "\n",
                           [&](const ci::Silence& silence) { ci::append_silence(out, silence); });
  });
  object.end();
  return out + "\n";
}

std::string remark_on(const AlertBook& book, const BookedAlert& alert, std::int64_t now) {
  if (const ci::Silence* silence = ci::silence_of(book, alert, now))
    return "silenced by " + ci::plain(silence->owner, 40) + " until " +
           baselines::instant_text(silence->until);
  return alert.by.empty() ? "" : "by " + ci::plain(alert.by, 40);
}

std::string list_text(const AlertBook& book, const Arguments& arguments, const Console& console) {
  const std::int64_t now = now_of(console);
  ci::TextTable table({{"alert", ci::Align::left},
                       {"id", ci::Align::left},
                       {"state", ci::Align::left},
                       {"suite", ci::Align::left},
                       {"testbed", ci::Align::left},
                       {"since", ci::Align::left},
                       {"", ci::Align::left}});
  for (const BookedAlert& alert : book.alerts)
    if (is_listed(alert, arguments))
      table.add({{ci::plain(alert.alert.summary, ci::longest_sentence)},
                 {ci::plain(alert.id)},
                 {std::string(ci::name(alert.state))},
                 {ci::plain(alert.suite)},
                 {ci::plain(alert.testbed)},
                 {baselines::instant_text(alert.since)},
                 {remark_on(book, alert, now)}});
  std::string text;
  if (std::ranges::any_of(book.alerts, [&](const auto& one) { return is_listed(one, arguments); }))
    text = shown(table, console);
  for (const ci::Silence& silence : book.silences)
    if (silence.until > now)
      text += "silence " + ci::plain(silence.id) + ": " + ci::plain(silence.benchmark) + ", rule " +
              ci::plain(silence.rule) + ", until " + baselines::instant_text(silence.until) +
              ", by " + ci::plain(silence.owner) + ": " +
              ci::plain(silence.reason, ci::longest_sentence) + "\n";
  return text;
}

Status list(const Arguments& arguments, Console& console) {
  const bool is_json = wants_json(arguments);
  const AlertBook book = read_alerts(alerts_file(arguments, console));
  if (is_json) {
    console.out << list_json(book, arguments, now_of(console));
    return Status::pass;
  }
  const std::string text = list_text(book, arguments, console);
  if (text.empty()) note(console, "no alert is open, and nothing is silenced");
  console.out << text;
  return Status::pass;
}

}  // namespace

Command alerts_list_command() {
  return {.name = "alerts list",
          .arguments = "[--all] [--format json]",
          .summary = "the alerts that are open or acknowledged, and who silenced what",
          .options = {{"all", "", "those that are pending or resolved, too"},
                      format_option("text or json (default: text)"),
                      alerts_option(),
                      config_option()},
          .example = "  pawl alerts list",
          .action = list};
}

}  // namespace pawl::tools
