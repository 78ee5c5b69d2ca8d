#include "baselines/error.hpp"
#include "baselines/history/postgres_store.hpp"
#include "baselines/unit.hpp"
#include "ci/http/secret.hpp"
#include "commands.hpp"
#include "tools/alerts/book_file.hpp"
#include "tools/alerts/courier.hpp"
#include "tools/dashboard/access.hpp"
#include "tools/dashboard/alert_api.hpp"
#include "tools/dashboard/assets.hpp"
#include "tools/dashboard/live.hpp"
#include "tools/dashboard/refusal_log.hpp"
#include "tools/dashboard/routes.hpp"
#include "tools/git/git.hpp"
#include "tools/http_server/server.hpp"
#include "tools/project/history.hpp"
#include "tools/project/project.hpp"
#include "tools/system/private_memory.hpp"

#include <filesystem>
#include <memory>
#include <mutex>
#include <utility>

namespace pawl::tools {

namespace {

using dashboard::Access;
using dashboard::Live;
using http_server::Request;
using http_server::Server;

constexpr auto token_variable = "PAWL_SERVE_TOKEN";

struct ServeOptions {
  std::vector<std::filesystem::path> paths;
  http_server::ServerOptions server;
  std::chrono::milliseconds refresh;
  bool may_write;
  std::vector<std::string> alerts_to;  ///< destinations
};

/// Sentences from several threads, one after another.
class Log {
 public:
  explicit Log(Console& console) : console_(console) {}
  void say(const std::string& sentence) {
    const std::lock_guard lock(mutex_);
    note(console_, sentence);
  }

 private:
  std::mutex mutex_;
  Console& console_;
};

std::chrono::milliseconds refresh_from(const Arguments& arguments) {
  const std::string text = arguments.value_or("refresh", "2s");
  const auto seconds = baselines::quantity(text, "s");
  if (!seconds || *seconds < 0.1 || *seconds > 3600)
    throw Error(Fault::usage,
                "--refresh: expected a time from 100ms to 1h, found \"" + text + "\"");
  return std::chrono::milliseconds{static_cast<std::int64_t>(*seconds * 1000)};
}

/// What is given; without anything, the committed baselines.
std::vector<std::filesystem::path> paths_from(const Arguments& arguments, const Project& project) {
  const auto& given = arguments.positional();
  if (!given.empty()) return {given.begin(), given.end()};
  const std::string& place = project.config.baselines;
  const std::string committed(baselines::committed_baselines);
  // It may not be there yet, hence the slash.
  return {(project.directory / (place.empty() ? committed : place)).lexically_normal() / ""};
}

/// The history of --store; of the project where no files are given and it has one.
std::shared_ptr<dashboard::StoredHistories> store_from(const Arguments& arguments,
                                                       const Project& project,
                                                       const Console& console) {
  const std::string place = history_place(arguments, project, console);
  std::error_code ignored;
  const bool is_there = baselines::is_postgres(place) || std::filesystem::exists(place, ignored);
  if (!arguments.value("store") && !(arguments.positional().empty() && is_there)) return nullptr;
  return std::make_shared<dashboard::StoredHistories>(open_existing_history(place));
}

/// Where commits are linked to: --repository, GitHub's variables, or the remote `origin` where that
/// is a web address; empty when it is not known.
std::string repository_from(const Arguments& arguments, const Project& project,
                            const Console& console) {
  std::string url = arguments.value_or("repository", "");
  const bool is_given = !url.empty();
  if (!is_given && !variable(console, "GITHUB_REPOSITORY").empty())
    url = variable(console, "GITHUB_SERVER_URL") + "/" + variable(console, "GITHUB_REPOSITORY");
  if (url.empty())
    url = text_of_git({"remote", "get-url", "origin"}, project.directory, console).value_or("");
  while (url.ends_with('/')) url.pop_back();
  if (url.ends_with(".git")) url.resize(url.size() - 4);
  const bool is_web = (url.starts_with("https://") || url.starts_with("http://")) &&
                      url.find('@') == std::string::npos;
  if (is_given && !is_web)
    throw Error(Fault::usage,
                "--repository: expected a web address without a user, such as "
                "https://github.com/owner/repository");
  return is_web ? url : "";
}

/// Both or none.
std::pair<std::string, std::string> tls_files(const Arguments& arguments) {
  const auto certificate = arguments.value("tls-cert"), key = arguments.value("tls-key");
  if (certificate.has_value() != key.has_value())
    throw Error(Fault::usage, "serve: TLS takes both --tls-cert FILE and --tls-key FILE");
  return {certificate.value_or(""), key.value_or("")};
}

ServeOptions parse_serve(const Arguments& arguments, const Project& project) {
  const std::size_t most_connections = arguments.count("max-connections", 1, 100'000).value_or(512);
  const auto [certificate, key] = tls_files(arguments);
  return {
      .paths = paths_from(arguments, project),
      .server = {.host = arguments.value_or("host", "127.0.0.1"),
                 .port =
                     static_cast<std::uint16_t>(arguments.count("port", 0, 65535).value_or(7295)),
                 .certificate = certificate,
                 .key = key,
                 .most_connections = most_connections,
                 .most_streams = most_connections * 3 / 4,  // the rest is for who asks something
                 .largest_body = dashboard::largest_write},
      .refresh = refresh_from(arguments),
      .may_write = arguments.flag("allow-writes"),
      .alerts_to = arguments.values("alerts-to")};
}

/// A token from --token-file or the variable. An address that others reach is not served without.
Access access_from(const Arguments& arguments, const Console& console, const std::string& host) {
  const std::string file = arguments.value_or("token-file", "");
  const bool is_local = dashboard::is_loopback(host);
  if (file.empty() && ci::optional_secret(console.environment, token_variable).empty()) {
    if (is_local) return {};
    throw Error(Fault::usage, "--host " + host + ": others can reach it: expected a token in " +
                                  token_variable +
                                  " or --token-file; `openssl rand -hex 32` makes one");
  }
  Access access = {ci::secret(console.environment, token_variable, file)};
  if (access.token.size() < dashboard::shortest_token)
    throw Error(Fault::input, (file.empty() ? token_variable : file) + ": expected at least " +
                                  std::to_string(dashboard::shortest_token) +
                                  " characters; `openssl rand -hex 32` makes a good token");
  return access;
}

bool is_empty(const dashboard::Model& model) {
  return model.histories.empty() && model.runs.empty() && model.reports.empty() &&
         model.live.empty() && model.warnings.empty();
}

std::string what_to_do_first(const std::vector<std::filesystem::path>& paths) {
  std::string places;
  for (const auto& path : paths) places += (places.empty() ? "" : ", ") + path.string();
  return "nothing to show yet: expected runs, reports or baselines (*.json) in " + places +
         "; `pawl run -o results/run.json` makes a run, `pawl serve results/` shows it";
}

void say_what_is_missing(const dashboard::Model& model, const ServeOptions& options, Log& log) {
  for (const std::string& warning : model.warnings) log.say(warning);
  if (is_empty(model)) log.say(what_to_do_first(options.paths));
  if (dashboard::assets().empty())
    log.say("built without its page (-Ddashboard=disabled): the API alone is served");
}

/// Judges what is shown by the alert rules, and has --alerts-to told of what is new.
class Alerting {
 public:
  Alerting(const ServeOptions& options, const Project& project, const std::filesystem::path& book,
           Log& log, const Console& console)
      : courier_(courier_for(options, book, log, console)),
        desk_({.file = book,
               .project = project,
               .may_write = options.may_write,
               .keeps_book = options.may_write || courier_,
               .now = [&console] { return now_of(console); },
               .troubles = [this] { return troubles(); }}) {}
  Alerting(const Alerting&) = delete;
  Alerting& operator=(const Alerting&) = delete;

  /// Whether there is something new.
  bool judge(const dashboard::Model& model) {
    const bool is_new = desk_.refresh(model);
    if (is_new && courier_) courier_->look();
    return is_new;
  }
  dashboard::AlertDesk& desk() { return desk_; }
  /// Starts nothing more, and returns once what had begun is over or given up.
  void stop() {
    if (courier_) courier_->stop();
  }

 private:
  static std::unique_ptr<AlertCourier> courier_for(const ServeOptions& options,
                                                   const std::filesystem::path& book, Log& log,
                                                   const Console& console) {
    if (options.alerts_to.empty()) return nullptr;
    return std::make_unique<AlertCourier>(
        CourierOptions{.file = book,
                       .destinations = options.alerts_to,
                       .environment = console.environment,
                       .now = [&console] { return now_of(console); },
                       .say = [&log](const std::string& sentence) { log.say(sentence); }});
  }
  std::vector<std::string> troubles() const {
    return courier_ ? courier_->troubles() : std::vector<std::string>();
  }

  std::unique_ptr<AlertCourier> courier_;
  dashboard::AlertDesk desk_;
};

/// Ends the watching before what it calls is destroyed, also when an exception ends the server.
struct EndOfWatching {
  Live& live;
  ~EndOfWatching() { live.stop(); }
};

/// What is refused goes to a log of its own, which says little and nothing secret.
http_server::Handler handler_of(const Live& live, dashboard::AlertDesk& desk, const Access& access,
                                Log& log) {
  const auto refusals = std::make_shared<dashboard::RefusalLog>(
      [&log](const std::string& line) { log.say(line); }, std::chrono::steady_clock::now);
  const auto cache = std::make_shared<dashboard::AnswerCache>();
  const auto answer = [&live, &desk, &access, refusals, cache](const Request& request) {
    http_server::Answer given =
        dashboard::route(request, *live.model(), access, &desk, cache.get());
    if (given->status >= 400) refusals->add(given->status, request.method, request.path);
    return given;
  };
  const auto refuse = [refusals](unsigned status, std::string_view reason) {
    refusals->add(status, "", "");
    return dashboard::refused(status, reason);
  };
  return {.answer = answer, .refuse = refuse};
}

/// Says where it listens, and serves what is watched until a signal comes.
void serve_until_stopped(Server& server, Live& live, Alerting& alerting,
                         std::chrono::milliseconds refresh, Console& console) {
  server.stop_on_signals();
  const EndOfWatching end{live};
  live.watch(
      refresh, [&](std::size_t version) { server.publish(dashboard::changed_event(version)); },
      [&](const dashboard::Model& model) { return alerting.judge(model); });
  console.out << server.url() << "/" << std::endl;  // at once: somebody waits for it
  server.run();
}

Status serve(const Arguments& arguments, Console& console) {
  const Project project = find_project(arguments, console);
  const ServeOptions options = parse_serve(arguments, project);
  keep_memory_private();
  const Access access = access_from(arguments, console, options.server.host);
  Log log(console);
  Live live(options.paths, store_from(arguments, project, console),
            repository_from(arguments, project, console));
  Alerting alerting(options, project, alerts_file(arguments, project, console), log, console);
  alerting.judge(*live.model());
  Server server(options.server, handler_of(live, alerting.desk(), access, log));
  say_what_is_missing(*live.model(), options, log);
  serve_until_stopped(server, live, alerting, options.refresh, console);
  alerting.stop();
  log.say("stopped");
  return Status::pass;
}

}  // namespace

Command serve_command() {
  return {.name = "serve",
          .arguments = "[DIRECTORY|FILE…] [--port N]",
          .most_words = any_number,
          .summary = "a dashboard of runs, reports and baselines; /metrics for Prometheus",
          .details =
              "Shows the runs, reports and baselines (*.json) in the directories and files given; "
              "without any,\nthe committed baselines and the history. What changes reaches open "
              "pages by itself. Nothing can\nbe changed through it without --allow-writes. Prints "
              "its URL once it listens; SIGTERM and SIGINT\nstop it.\n\nListens on this machine "
              "alone. Any other --host takes a "
              "token, in PAWL_SERVE_TOKEN or a file:\nbrowsers ask for it as the password (any "
              "user name), programs send it as a bearer token. "
              "Where the\nnetwork is not yours, give it TLS as well: --tls-cert and --tls-key.",
          .options = {{"port", "N", "port to listen on; 0: one that is free (default: 7295)"},
                      {"host", "ADDRESS", "address to listen on (default: 127.0.0.1)"},
                      {"token-file", "FILE", "file with the token that readers must show"},
                      {"tls-cert", "FILE", "certificate and its chain, PEM: serve https"},
                      {"tls-key", "FILE", "its private key, PEM"},
                      {"refresh", "TIME", "how often the files are looked at (default: 2s)"},
                      {"allow-writes", "", "let readers acknowledge and silence alerts"},
                      {"alerts-to", "DESTINATION",
                       "tell it of alerts, as `pawl alerts notify --to` does; may be given again"},
                      alerts_option(),
                      store_option(),
                      {"repository", "URL", "where commits are linked to (default: git's origin)"},
                      {"max-connections", "N",
                       "beyond these the longest idle is closed, or 503 (default: 512)"},
                      config_option()},
          .example =
              "  pawl serve results/ baselines/committed\n"
              "  curl -s http://127.0.0.1:7295/api/v1/benchmarks?limit=10",
          .action = serve};
}

}  // namespace pawl::tools
