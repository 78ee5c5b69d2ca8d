#include "baselines/error.hpp"
#include "baselines/postgres_store.hpp"
#include "baselines/unit.hpp"
#include "ci/secret.hpp"
#include "commands.hpp"
#include "tools/alerts.hpp"
#include "tools/dashboard/access.hpp"
#include "tools/dashboard/alert_api.hpp"
#include "tools/dashboard/assets.hpp"
#include "tools/dashboard/live.hpp"
#include "tools/dashboard/refusal_log.hpp"
#include "tools/dashboard/routes.hpp"
#include "tools/history.hpp"
#include "tools/http_server/server.hpp"
#include "tools/project.hpp"
#include "tools/runner/git.hpp"

#include <filesystem>
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
std::vector<std::filesystem::path> paths_from(const Arguments& arguments) {
  const auto& given = arguments.positional();
  if (!given.empty()) return {given.begin(), given.end()};
  const Project project = find_project(arguments);
  const std::string& place = project.config.baselines;
  return {
      (project.directory / (place.empty() ? std::string(baselines::committed_baselines) : place))
          .lexically_normal()};
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
    url = ask_git({"remote", "get-url", "origin"}, project.directory, console.environment).text;
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

ServeOptions parse_serve(const Arguments& arguments) {
  const auto [certificate, key] = tls_files(arguments);
  return {
      .paths = paths_from(arguments),
      .server = {.host = arguments.value_or("host", "127.0.0.1"),
                 .port =
                     static_cast<std::uint16_t>(arguments.count("port", 0, 65535).value_or(7295)),
                 .certificate = certificate,
                 .key = key,
                 .most_connections = arguments.count("max-connections", 1, 100'000).value_or(512),
                 .most_streams = arguments.count("max-connections", 1, 100'000).value_or(512),
                 .largest_body = dashboard::largest_write},
      .refresh = refresh_from(arguments),
      .may_write = arguments.flag("allow-writes")};
}

/// A token from --token-file or the variable. An address that others reach is not served without.
Access access_from(const Arguments& arguments, const Console& console, const std::string& host) {
  const std::string file = arguments.value_or("token-file", "");
  const bool is_local = dashboard::is_loopback(host);
  if (file.empty() && variable(console, token_variable).empty()) {
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

std::string url_of(const Server& server, bool is_tls) {
  const std::string host = server.host();
  const bool is_ipv6 = host.find(':') != std::string::npos;
  return (is_tls ? "https://" : "http://") + (is_ipv6 ? "[" + host + "]" : host) + ":" +
         std::to_string(server.port()) + "/";
}

Status serve(const Arguments& arguments, Console& console) {
  const ServeOptions options = parse_serve(arguments);
  const Access access = access_from(arguments, console, options.server.host);
  const Project project = find_project(arguments);
  Live live(options.paths, store_from(arguments, project, console),
            repository_from(arguments, project, console));
  dashboard::AlertDesk desk({.file = alerts_file(arguments, project, console),
                             .project = project,
                             .may_write = options.may_write,
                             .now = [&] { return now_of(console); }});
  desk.refresh(*live.model());
  dashboard::RefusalLog log([&](const std::string& line) { note(console, line); },
                            std::chrono::steady_clock::now);
  const auto answer = [&](const Request& request) {
    http_server::Response response = dashboard::route(request, *live.model(), access, &desk);
    if (response.status >= 400) log.add(response.status, request.method, request.path);
    return response;
  };
  const auto refuse = [&](unsigned status, std::string_view reason) {
    log.add(status, "", "");
    return dashboard::refused(status, reason);
  };
  Server server(options.server, {.answer = answer, .refuse = refuse});
  for (const std::string& warning : live.model()->warnings) note(console, warning);
  if (dashboard::assets().empty())
    note(console, "built without its page (-Ddashboard=disabled): the API alone is served");
  server.stop_on_signals();
  console.out << url_of(server, !options.server.certificate.empty())
              << std::endl;  // at once: somebody waits for it
  live.watch(
      options.refresh,
      [&](std::size_t version) { server.publish(dashboard::changed_event(version)); },
      [&](const dashboard::Model& model) { return desk.refresh(model); });
  server.run();
  live.stop();  // it publishes to the server, which goes first
  note(console, "stopped");
  return Status::pass;
}

}  // namespace

Command serve_command() {
  return {.name = "serve",
          .arguments = "[DIRECTORY|FILE…] [--port N]",
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
                      alerts_option(),
                      store_option(),
                      {"repository", "URL", "where commits are linked to (default: git's origin)"},
                      {"max-connections", "N", "beyond these: 503 (default: 512)"},
                      config_option()},
          .example =
              "  pawl serve results/ baselines/committed\n"
              "  curl -s http://127.0.0.1:7295/api/v1/benchmarks?limit=10",
          .action = serve};
}

}  // namespace pawl::tools
