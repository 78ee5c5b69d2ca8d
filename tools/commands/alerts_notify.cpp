#include "alerts.hpp"
#include "baselines/error.hpp"
#include "ci/format.hpp"
#include "ci/http/curl_http.hpp"
#include "ci/http/curl_smtp.hpp"
#include "ci/http/dry_run.hpp"
#include "ci/notify/notify.hpp"
#include "tools/alerts/telling.hpp"
#include "tools/command_line/errands.hpp"
#include "tools/system/private_memory.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

namespace {

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
  const AlertTelling telling{.file = alerts_file(arguments, console),
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

}  // namespace

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

}  // namespace pawl::tools
