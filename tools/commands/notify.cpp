#include "ci/notify/notify.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/unit.hpp"
#include "ci/github/account.hpp"
#include "ci/github/app.hpp"
#include "ci/http/curl_http.hpp"
#include "ci/http/curl_smtp.hpp"
#include "ci/http/dry_run.hpp"
#include "ci/notify/outbox.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"
#include "tools/command_line/errands.hpp"
#include "tools/system/private_memory.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <system_error>

namespace pawl::tools {

namespace {

constexpr double longest_retrying = 86'400;  // seconds

struct NotifyCommand {
  std::string report;
  std::vector<const ci::Destination*> to;
  ci::NotifyOptions options;
  std::string outbox;  ///< a directory; empty: none
  bool flush = false;
};

std::string names_of_destinations() {
  std::string names;
  for (const ci::Destination& destination : ci::destinations())
    names += (names.empty() ? "" : ", ") + std::string(destination.name);
  return names;
}

const ci::Destination* destination(const std::string& name) {
  if (const ci::Destination* found = ci::find_destination(name)) return found;
  throw Error(Fault::usage,
              "--to " + name + ": no such destination; there are " + names_of_destinations());
}

ci::RetryPolicy retry_policy(const Arguments& arguments) {
  ci::RetryPolicy policy;
  const std::optional<std::string> text = arguments.value("retry-for");
  if (!text) return policy;
  const std::optional<double> seconds = baselines::quantity(*text, "s");
  if (!seconds || *seconds < 0 || *seconds > longest_retrying)
    throw Error(
        Fault::usage,
        "--retry-for: expected a time up to a day such as \"5min\", found \"" + *text + "\"");
  policy.budget = std::chrono::seconds(static_cast<long>(*seconds));
  return policy;
}

/// Destinations follow --to, and may also follow each other: `--to slack github-comment`.
void parse_report_and_destinations(const Arguments& arguments, NotifyCommand& command) {
  for (const std::string& name : arguments.values("to")) command.to.push_back(destination(name));
  for (const std::string& word : arguments.positional()) {
    const ci::Destination* also = ci::find_destination(word);
    if (also != nullptr) {
      command.to.push_back(also);
    } else if (command.report.empty()) {
      command.report = word;
    } else {
      throw Error(Fault::usage, word + ": one report at a time; or a destination? There are " +
                                    names_of_destinations());
    }
  }
}

void demand_consistency(const NotifyCommand& command) {
  if (command.flush && (command.outbox.empty() || !command.report.empty() || !command.to.empty() ||
                        command.options.dry_run))
    throw Error(Fault::usage,
                "--flush: expected --outbox DIRECTORY and neither report, --to nor --dry-run");
  if (!command.flush && command.report.empty())
    throw Error(Fault::usage, "notify: which report? See --help");
  if (!command.flush && command.to.empty())
    throw Error(Fault::usage, "notify: name a destination by --to: " + names_of_destinations());
  const std::string& pull_request = command.options.pull_request;
  if (!pull_request.empty() && !ci::is_number(pull_request))
    throw Error(Fault::usage, "--pull-request: expected a number, found \"" + pull_request + "\"");
}

NotifyCommand parse_notify(const Arguments& arguments) {
  NotifyCommand command{.report = {},
                        .to = {},
                        .options = {},
                        .outbox = arguments.value_or("outbox", ""),
                        .flush = arguments.flag("flush")};
  parse_report_and_destinations(arguments, command);
  command.options = {.pull_request = arguments.value_or("pull-request", ""),
                     .token_file = arguments.value_or("token-file", ""),
                     .webhook_url_file = arguments.value_or("webhook-url-file", ""),
                     .retry = retry_policy(arguments),
                     .dry_run = arguments.flag("dry-run")};
  demand_consistency(command);
  return command;
}

std::unique_ptr<ci::Http> http_for(const NotifyCommand& command, Console& console) {
  if (command.options.dry_run) return std::make_unique<ci::DryRun>(console.out);
  return std::make_unique<ci::CurlHttp>();
}

std::unique_ptr<ci::Smtp> smtp_for(const NotifyCommand& command, Console& console) {
  if (command.options.dry_run) return std::make_unique<ci::DrySmtp>(console.out);
  return std::make_unique<ci::CurlSmtp>();
}

/// What deliveries of one call of the program have in common.
struct Postman {
  const NotifyCommand& command;
  Console& console;
  const Environment& environment;
  ci::Http& http;
  ci::Smtp& smtp;
  const ci::Clock& clock;
  mutable std::map<std::string, Environment> apps;  ///< as the GitHub App, by repository

  /// As the GitHub App that the environment names, if it names one and the delivery is to GitHub.
  Environment identified(const ci::Destination& destination, Environment address) const {
    const bool is_by_app = destination.name.starts_with("github-") && !command.options.dry_run &&
                           command.options.token_file.empty() &&
                           !ci::variable(address, "PAWL_APP_ID").empty();
    if (!is_by_app) return address;
    Environment& app = apps[ci::variable(address, "GITHUB_REPOSITORY")];
    if (app.empty()) app = ci::as_app(address, {http, clock, command.options.retry});
    for (const char* name : {"GITHUB_TOKEN", "GITHUB_TOKEN_FILE", ci::name_of_app_login})
      address[name] = ci::variable(app, name);
    return address;
  }

  std::string deliver(const ci::Destination& destination, const ci::Report& report,
                      const Environment& address) const {
    return destination.deliver({.report = report,
                                .environment = identified(destination, address),
                                .options = command.options,
                                .http = http,
                                .smtp = smtp,
                                .clock = clock,
                                .out = console.out,
                                .log = console.err});
  }
};

/// A delivery, which says what was done.
Errand errand(const Postman& postman, std::string name, std::function<std::string()> deliver) {
  return {std::move(name), [&postman, deliver = std::move(deliver)] {
            const std::string done = deliver();
            if (!postman.command.options.dry_run) note(postman.console, done);
          }};
}

void deliver_at_once(const Postman& postman) {
  const NotifyCommand& command = postman.command;
  const ci::Report report =
      ci::parse_report(baselines::read_file(command.report, ci::largest_report), command.report);
  std::vector<Errand> errands;
  for (const ci::Destination* to : command.to)
    errands.push_back(errand(postman, std::string(to->name), [&postman, &report, to] {
      return postman.deliver(*to, report, postman.environment);
    }));
  run_all(errands, postman.console);
}

/// Whoever reads of a failure is told that the letter is not lost.
std::string delivered_or_kept(const std::string& outbox,
                              const std::function<std::string()>& deliver) {
  try {
    return deliver();
  } catch (const Error& error) {
    throw Error(error.fault, std::string(error.what()) + "; it is kept, and `pawl notify --flush " +
                                 "--outbox " + outbox + "` delivers it");
  }
}

/// All letters are in the outbox before the first is delivered; what it does not take is delivered
/// all the same, and the reason told.
void deliver_through_outbox(const Postman& postman) {
  const NotifyCommand& command = postman.command;
  const std::string text = baselines::read_file(command.report, ci::largest_report);
  const ci::Report report = ci::parse_report(text, command.report);
  const Environment address =
      ci::address_of(postman.environment, ci::event_for(command.options, postman.environment));
  ci::Outbox outbox(command.outbox);
  std::vector<Errand> errands;
  for (const ci::Destination* to : command.to) {
    std::string name;  // an older letter's, too: it must not be delivered after this report
    bool is_kept = false;
    if (to->replaced != ci::Replaced::never_waits) try {
        const ci::Letter letter{std::string(to->name), text, address};
        const std::string identity =
            ci::identity_of(*to, report, ci::readdressed(postman.environment, letter));
        name = ci::Outbox::name(to->name, identity);
        outbox.put(letter, identity);
        is_kept = true;
      } catch (const Error& error) {
        errands.push_back({std::string(to->name), [error] { throw error; }});
      }
    errands.push_back(
        errand(postman, std::string(to->name), [&postman, &report, &outbox, to, name, is_kept] {
          const auto deliver = [&] { return postman.deliver(*to, report, postman.environment); };
          std::string done =
              is_kept ? delivered_or_kept(postman.command.outbox, deliver) : deliver();
          if (!name.empty()) outbox.remove(name);
          return done;
        }));
  }
  run_all(errands, postman.console);
}

std::string deliver_letter(const Postman& postman, ci::Outbox& outbox, const std::string& name) {
  const ci::Letter letter = outbox.letter(name);
  const ci::Destination* to = ci::find_destination(letter.destination);
  if (to == nullptr || to->replaced == ci::Replaced::never_waits)
    throw Error(Fault::input, "its destination is none that Pawl knows; remove it");
  const ci::Report report = ci::parse_report(letter.report, name);
  std::string done = postman.deliver(*to, report, ci::readdressed(postman.environment, letter));
  outbox.remove(name);
  return done;
}

/// GitHub asks for a second between writes.
void flush(const Postman& postman) {
  const std::string& directory = postman.command.outbox;
  std::error_code unseen;
  if (!std::filesystem::exists(directory, unseen) && !unseen)  // no letter ever, or mistyped
    return note(postman.console, "there is no outbox " + directory + ", so nothing was delivered");
  ci::Outbox outbox(directory);
  std::vector<Errand> errands;
  for (const std::string& name : outbox.names())
    errands.push_back(errand(postman, name, [&postman, &outbox, name, is_first = errands.empty()] {
      if (!is_first) postman.clock.sleep(std::chrono::seconds(1));
      return deliver_letter(postman, outbox, name);
    }));
  run_all(errands, postman.console);
}

Status notify(const Arguments& arguments, Console& console) {
  const NotifyCommand command = parse_notify(arguments);
  keep_memory_private();
  const std::unique_ptr<ci::Http> http = http_for(command, console);
  const std::unique_ptr<ci::Smtp> smtp = smtp_for(command, console);
  const ci::Clock clock = ci::real_clock();
  const Environment environment =
      command.options.dry_run ? ci::with_placeholders(console.environment) : console.environment;
  const Postman postman{command, console, environment, *http, *smtp, clock, {}};
  if (command.flush) {
    flush(postman);
  } else if (command.outbox.empty() || command.options.dry_run) {
    deliver_at_once(postman);
  } else {
    deliver_through_outbox(postman);
  }
  if (command.options.dry_run) note(console, "nothing was sent (--dry-run)");
  return Status::pass;
}

std::string details() {
  std::string text = "Destinations, and what each needs:\n";
  for (const ci::Destination& destination : ci::destinations())
    text += "  " + std::string(destination.name) +
            std::string(16 - std::min<std::size_t>(destination.name.size(), 15), ' ') +
            std::string(destination.needs) + "\n";
  return text +
         "Tokens come from the environment or a file, never from the command line, and are shown\n"
         "nowhere. PAWL_APP_ID with PAWL_APP_KEY (or PAWL_APP_KEY_FILE) writes as a GitHub App.\n"
         "On GitHub Actions the pull request, repository and API are known by themselves.";
}

}  // namespace

Command notify_command() {
  return {
      .name = "notify",
      .arguments = "REPORT --to DESTINATION… [--dry-run] | --flush --outbox DIRECTORY",
      .most_words = any_number,
      .summary = "take a report to pull requests, chat, mail, alerts",
      .details = details(),
      .options = {{"to", "DESTINATION", "where to deliver; may be given more than once"},
                  {"pull-request", "NUMBER", "comment there (default: the event's)"},
                  {"token-file", "FILE", "holds the token instead of GITHUB_TOKEN"},
                  {"webhook-url-file", "FILE", "holds the URL instead of SLACK_WEBHOOK_URL"},
                  {"retry-for", "TIME", "how long to wait for a service in all (default: 5min)"},
                  {"outbox", "DIRECTORY",
                   "keep there what could not be delivered; it holds no secret"},
                  {"flush", "", "deliver what the outbox holds"},
                  {"dry-run", "", "show what would be sent, secrets as ***, and send nothing"}},
      .example =
          "  pawl notify report.json --to github-comment --to slack\n"
          "  pawl notify report.json --to github-comment --dry-run\n"
          "  pawl notify --flush --outbox ~/.pawl/outbox",
      .action = notify};
}

}  // namespace pawl::tools
