#include "tools/alerts/alerts.hpp"

#include "baselines/date.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/instant.hpp"
#include "baselines/unit.hpp"
#include "ci/alerts/book_json.hpp"
#include "ci/format.hpp"
#include "ci/http/curl_http.hpp"
#include "ci/http/curl_smtp.hpp"
#include "ci/http/dry_run.hpp"
#include "ci/inert.hpp"
#include "ci/json_object.hpp"
#include "ci/notify/notify.hpp"
#include "ci/render/text_table.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/command_line/errands.hpp"
#include "tools/git/git.hpp"
#include "tools/private_memory.hpp"

#include <algorithm>
#include <memory>
#include <optional>

namespace pawl::tools {

namespace {

using ci::AlertBook;
using ci::BookedAlert;

std::filesystem::path file_of(const Arguments& arguments, const Console& console) {
  return alerts_file(arguments, find_project(arguments, console), console);
}

/// --by or --owner, or whoever GitHub, the environment, git or the system says this is.
std::string person(const Arguments& arguments, const std::string& option, const Console& console) {
  for (const std::string& name : {arguments.value_or(option, ""), variable(console, "GITHUB_ACTOR"),
                                  variable(console, "USER")})
    if (!name.empty()) return name;
  const auto by_git = text_of_git({"config", "user.name"}, "", console, short_git_patience);
  const std::string name = by_git && !by_git->empty() ? *by_git : login_name();
  if (name.empty()) throw Error(Fault::usage, "alerts: who are you? --" + option + " NAME");
  return name;
}

std::string only_id(const Arguments& arguments, const char* command) {
  if (arguments.positional().size() != 1)
    throw Error(Fault::usage, std::string("alerts ") + command +
                                  ": expected one id, as `pawl alerts list` shows it");
  return arguments.positional().front();
}

bool is_listed(const BookedAlert& alert, const Arguments& arguments) {
  return arguments.flag("all") ||
         (alert.state != ci::AlertState::resolved && alert.state != ci::AlertState::pending);
}

std::string list_json(const AlertBook& book, const Arguments& arguments, std::int64_t now) {
  std::vector<const BookedAlert*> shown;
  for (const BookedAlert& alert : book.alerts)
    if (is_listed(alert, arguments)) shown.push_back(&alert);
  std::string out;
  ci::JsonObject object(out);
  object.text("format", "pawl-alert-list").count("version", 1).field("alerts", [&] {
    ci::append_list(out, shown, "\n",
                    [&](const BookedAlert* alert) { ci::append_alert(out, book, *alert, now); });
  });
  object.field("silences", [&] {
    ci::append_list(out, book.silences, "\n",
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
  const AlertBook book = read_alerts(file_of(arguments, console));
  if (is_json) {
    console.out << list_json(book, arguments, now_of(console));
    return Status::pass;
  }
  const std::string text = list_text(book, arguments, console);
  if (text.empty()) note(console, "no alert is open, and nothing is silenced");
  console.out << text;
  return Status::pass;
}

Status acknowledge(const Arguments& arguments, Console& console) {
  const std::string id = only_id(arguments, "ack");
  const std::string by = person(arguments, "by", console);
  change_alerts(file_of(arguments, console), [&](AlertBook book) {
    return ci::acknowledged(std::move(book), id, by, arguments.value_or("note", ""),
                            now_of(console));
  });
  note(console, "alert " + id + " is acknowledged by " + ci::plain(by));
  return Status::pass;
}

/// --until, a date (its end) or a time, or --for from now.
std::int64_t end_from(const Arguments& arguments, const Console& console) {
  const auto until = arguments.value("until"), span = arguments.value("for");
  if (until.has_value() == span.has_value())
    throw Error(Fault::usage, "alerts silence: until when? --until DATE, or --for 2d");
  if (span) {
    const auto seconds = baselines::quantity(*span, "s");
    if (!seconds || *seconds < 1 || *seconds > 366 * 86400.0)
      throw Error(Fault::usage, "--for: expected a time up to 366 days such as 2d, found \"" +
                                    ci::plain(*span) + "\"");
    return now_of(console) + static_cast<std::int64_t>(*seconds);
  }
  if (const auto time = baselines::instant(*until)) return *time;
  if (baselines::is_date(*until))
    return (*baselines::day(*until) + std::chrono::days(1)).time_since_epoch().count() * 86400;
  throw Error(Fault::usage,
              "--until: expected a date such as 2026-12-31, found \"" + ci::plain(*until) + "\"");
}

Status silence(const Arguments& arguments, Console& console) {
  if (arguments.positional().size() > 1)
    throw Error(Fault::usage, "alerts silence: one benchmark at a time; * stands for any text");
  const ci::Silence wanted{
      .id = {},
      .benchmark = arguments.positional().empty() ? "*" : arguments.positional().front(),
      .rule = arguments.value_or("rule", "*"),
      .owner = person(arguments, "owner", console),
      .reason = arguments.value_or("reason", ""),
      .until = end_from(arguments, console)};
  const AlertBook book = change_alerts(file_of(arguments, console), [&](AlertBook before) {
    return ci::silenced(std::move(before), wanted, now_of(console));
  });
  note(console, "silence " + book.silences.back().id + " holds until " +
                    baselines::instant_text(book.silences.back().until));
  return Status::pass;
}

Status unsilence(const Arguments& arguments, Console& console) {
  const std::string id = only_id(arguments, "unsilence");
  change_alerts(file_of(arguments, console), [&](AlertBook book) {
    return ci::unsilenced(std::move(book), id, now_of(console));
  });
  note(console, "silence " + id + " is over");
  return Status::pass;
}

Status update(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const auto rules = alert_rules(project);
  std::vector<ci::AlertEvidence> evidence = baseline_evidence(project, rules, now_of(console));
  for (const std::string& file : arguments.positional())
    evidence.push_back(ci::evidence_of(
        ci::parse_report(baselines::read_file(file, ci::largest_report), file), rules));
  keep_alerts(alerts_file(arguments, project, console), evidence, rules, console);
  return Status::pass;
}

/// What a call of `alerts notify` sends by.
struct Lines {
  std::unique_ptr<ci::Http> http;
  std::unique_ptr<ci::Smtp> smtp;
};

Lines lines_of(bool is_dry, Console& console) {
  if (is_dry)
    return {std::make_unique<ci::DryRun>(console.out), std::make_unique<ci::DrySmtp>(console.out)};
  return {std::make_unique<ci::CurlHttp>(), std::make_unique<ci::CurlSmtp>()};
}

std::string done_by(const std::string& name, std::optional<std::size_t> count) {
  if (!count) return name + ": another process is telling it at this moment";
  return *count == 0 ? name + ": nothing new" : name + " is told of " + ci::count(*count, "alert");
}

/// What was told is noted after each destination, so that none is told twice because another
/// failed. The last failure is thrown once all were tried.
Status notify(const Arguments& arguments, Console& console) {
  const bool is_dry = arguments.flag("dry-run");
  const auto names = arguments.values("to");
  if (names.empty()) throw Error(Fault::usage, "alerts notify: to whom? --to slack");
  for (const std::string& name : names) alert_destination(name);
  keep_memory_private();
  const Lines lines = lines_of(is_dry, console);
  const ci::Clock clock = ci::real_clock();
  const Environment environment =
      is_dry ? ci::with_placeholders(console.environment) : console.environment;
  const AlertTelling telling{.file = file_of(arguments, console),
                             .environment = environment,
                             .http = *lines.http,
                             .smtp = *lines.smtp,
                             .clock = clock,
                             .now = now_of(console),
                             .is_dry = is_dry};
  std::vector<Errand> errands;
  for (const std::string& name : names)
    errands.push_back({name, [&, name] {
                         const auto count = tell_alerts(name, telling);
                         if (!is_dry || count == 0) note(console, done_by(name, count));
                       }});
  run_all(errands, console);
  if (is_dry) note(console, "nothing was sent (--dry-run)");
  return Status::pass;
}

std::string notify_details() {
  std::string text =
      "Each destination is told once that an alert is open, unless it was acknowledged or "
      "silenced,\n"
      "and once that it is resolved; `pawl serve --alerts-to` does so by itself. Destinations, and "
      "what\n"
      "each needs:\n";
  for (const ci::AlertDestination& one : ci::alert_destinations())
    text += "  " + std::string(one.name) + std::string(16 - one.name.size(), ' ') +
            std::string(one.needs) + "\n";
  text.pop_back();
  return text;
}

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

Command alerts_ack_command() {
  return {.name = "alerts ack",
          .arguments = "ID [--note TEXT]",
          .most_words = any_number,
          .summary = "take an open alert on: nobody is told of it any more until it opens anew",
          .options = {{"by", "NAME",
                       "who does (default: GITHUB_ACTOR, USER, git's user.name, or the login)"},
                      {"note", "TEXT", "what will be done"},
                      alerts_option(),
                      config_option()},
          .example = "  pawl alerts ack 3f2a --note \"looking at the allocator\"",
          .action = acknowledge};
}

Command alerts_silence_command() {
  return {.name = "alerts silence",
          .arguments = "[BENCHMARK] --reason TEXT (--until DATE | --for TIME)",
          .most_words = any_number,
          .summary = "tell nobody of some alerts until a day",
          .details =
              "BENCHMARK is a name in which * stands for any text; without it, all. Silenced "
              "alerts are\nlisted as ever. What is still open when the silence ends is told "
              "then.",
          .options = {{"reason", "TEXT", "why"},
                      {"until", "DATE", "the last day, or a time (2026-12-31T12:00:00Z)"},
                      {"for", "TIME", "from now on: 2d"},
                      {"rule", "NAME", "of this rule only; * stands for any text"},
                      {"owner", "NAME", "who answers for it (default: as --by of pawl alerts ack)"},
                      alerts_option(),
                      config_option()},
          .example = "  pawl alerts silence 'token/*' --for 2d --reason \"new runner\"",
          .action = silence};
}

Command alerts_unsilence_command() {
  return {.name = "alerts unsilence",
          .arguments = "ID",
          .most_words = any_number,
          .summary = "end a silence now",
          .options = {alerts_option(), config_option()},
          .example = "  pawl alerts unsilence 9c41",
          .action = unsilence};
}

Command alerts_update_command() {
  return {.name = "alerts update",
          .arguments = "[REPORT…]",
          .most_words = any_number,
          .summary = "judge reports and the baselines' age by the rules of pawl.toml",
          .details =
              "`pawl check` does so by itself where pawl.toml has an [[alert]], and `pawl "
              "serve` all the time.",
          .options = {alerts_option(), config_option()},
          .example = "  pawl alerts update report.json",
          .action = update};
}

Command alerts_notify_command() {
  return {.name = "alerts notify",
          .arguments = "--to DESTINATION… [--dry-run]",
          .summary = "tell what is new in the alert book to chat, pager, mail or an issue",
          .details = notify_details(),
          .options = {{"to", "DESTINATION", "may be given more than once"},
                      {"dry-run", "", "show what would be sent, secrets as ***, and send nothing"},
                      alerts_option(),
                      config_option()},
          .example = "  pawl check run.json -o report.json; pawl alerts notify --to slack",
          .action = notify};
}

}  // namespace

std::vector<Command> alerts_commands() {
  return {alerts_list_command(),      alerts_ack_command(),    alerts_silence_command(),
          alerts_unsilence_command(), alerts_update_command(), alerts_notify_command()};
}

}  // namespace pawl::tools
