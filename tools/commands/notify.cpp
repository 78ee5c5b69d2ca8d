#include "ci/notify.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/unit.hpp"
#include "ci/curl_http.hpp"
#include "ci/dry_run.hpp"
#include "ci/report_json.hpp"
#include "commands.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <memory>
#include <optional>

namespace pawl::tools {

namespace {

constexpr double longest_retrying = 86'400;  // seconds

struct NotifyCommand {
  std::string report;
  std::vector<const ci::Destination*> to;
  ci::NotifyOptions options;
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
NotifyCommand parse_notify(const Arguments& arguments) {
  NotifyCommand command;
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
  if (command.report.empty()) throw Error(Fault::usage, "notify: which report? See --help");
  if (command.to.empty())
    throw Error(Fault::usage, "notify: name a destination by --to: " + names_of_destinations());
  command.options = {.pull_request = arguments.value_or("pull-request", ""),
                     .token_file = arguments.value_or("token-file", ""),
                     .webhook_url_file = arguments.value_or("webhook-url-file", ""),
                     .retry = retry_policy(arguments),
                     .dry_run = arguments.flag("dry-run")};
  if (!command.options.pull_request.empty() && !ci::is_number(command.options.pull_request))
    throw Error(Fault::usage, "--pull-request: expected a number, found \"" +
                                  command.options.pull_request + "\"");
  return command;
}

/// A core would hold the token.
void forbid_core_dumps() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
}

std::unique_ptr<ci::Http> http_for(const NotifyCommand& command, Console& console) {
  if (command.options.dry_run) return std::make_unique<ci::DryRun>(console.out);
  return std::make_unique<ci::CurlHttp>();
}

/// Every destination is tried; of those that fail the last one's error is thrown, after the others
/// were said.
void deliver_to_all(const std::vector<const ci::Destination*>& to, const ci::Delivery& delivery,
                    const Console& console) {
  std::optional<Error> failure;
  for (const ci::Destination* destination : to) {
    try {
      const std::string done =
          during(destination->name, [&] { return destination->deliver(delivery); });
      if (!delivery.options.dry_run) note(console, done);
    } catch (const Error& error) {
      if (failure) console.err << "pawl: " << failure->what() << '\n';
      failure = error;
    }
  }
  if (failure) throw *failure;
}

Status notify(const Arguments& arguments, Console& console) {
  const NotifyCommand command = parse_notify(arguments);
  forbid_core_dumps();
  const ci::Report report =
      ci::parse_report(baselines::read_file(command.report, ci::largest_report), command.report);
  const ci::Environment environment =
      command.options.dry_run ? ci::with_placeholders(console.environment) : console.environment;
  const std::unique_ptr<ci::Http> http = http_for(command, console);
  const ci::Clock clock = ci::real_clock();
  deliver_to_all(command.to,
                 {.report = report,
                  .environment = environment,
                  .options = command.options,
                  .http = *http,
                  .clock = clock,
                  .out = console.out,
                  .log = console.err},
                 console);
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
         "nowhere. On GitHub Actions the pull request, repository and API are known by themselves.";
}

}  // namespace

Command notify_command() {
  return {
      .name = "notify",
      .arguments = "REPORT --to DESTINATION… [--dry-run]",
      .summary = "take a report to a pull request, a step summary or Slack",
      .details = details(),
      .options = {{"to", "DESTINATION", "where to deliver; may be given more than once"},
                  {"pull-request", "NUMBER", "comment there (default: the event's)"},
                  {"token-file", "FILE", "holds the token instead of GITHUB_TOKEN"},
                  {"webhook-url-file", "FILE", "holds the URL instead of SLACK_WEBHOOK_URL"},
                  {"retry-for", "TIME", "how long to wait for a service in all (default: 5min)"},
                  {"dry-run", "", "show what would be sent, secrets as ***, and send nothing"}},
      .example =
          "  pawl notify report.json --to github-comment --to slack\n"
          "  pawl notify report.json --to github-comment --dry-run",
      .action = notify};
}

}  // namespace pawl::tools
