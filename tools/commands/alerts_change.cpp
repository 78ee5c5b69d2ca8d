#include "alerts.hpp"
#include "baselines/date.hpp"
#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "baselines/unit.hpp"
#include "ci/inert.hpp"
#include "tools/git/git.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <utility>

namespace pawl::tools {

namespace {

using ci::AlertBook;

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

Status acknowledge(const Arguments& arguments, Console& console) {
  const std::string id = only_id(arguments, "ack");
  const std::string by = person(arguments, "by", console);
  change_alerts(alerts_file(arguments, console), [&](AlertBook book) {
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
  const AlertBook book = change_alerts(alerts_file(arguments, console), [&](AlertBook before) {
    return ci::silenced(std::move(before), wanted, now_of(console));
  });
  note(console, "silence " + book.silences.back().id + " holds until " +
                    baselines::instant_text(book.silences.back().until));
  return Status::pass;
}

Status unsilence(const Arguments& arguments, Console& console) {
  const std::string id = only_id(arguments, "unsilence");
  change_alerts(alerts_file(arguments, console), [&](AlertBook book) {
    return ci::unsilenced(std::move(book), id, now_of(console));
  });
  note(console, "silence " + id + " is over");
  return Status::pass;
}

}  // namespace

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

}  // namespace pawl::tools
