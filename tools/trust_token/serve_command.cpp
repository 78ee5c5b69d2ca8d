#include "baselines/error.hpp"
#include "baselines/unit.hpp"
#include "commands.hpp"
#include "service.hpp"
#include "tools/http_server/server.hpp"

#include <algorithm>
#include <memory>
#include <thread>
#include <utility>

namespace pawl::tools::trust_token {

namespace {

using http_server::Server;
using http_server::ServerOptions;

std::chrono::milliseconds time_from(const Arguments& arguments, const std::string& name,
                                    std::chrono::milliseconds otherwise) {
  const auto text = arguments.value(name);
  if (!text) return otherwise;
  const auto seconds = baselines::quantity(*text, "s");
  if (!seconds || *seconds < 0.001 || *seconds > 3600)
    throw Error(Fault::usage,
                "--" + name + ": expected a time from 1ms to 1h, found \"" + *text + "\"");
  return std::chrono::milliseconds{static_cast<std::int64_t>(*seconds * 1000)};
}

std::size_t bytes_from(const Arguments& arguments, const std::string& name, std::size_t otherwise) {
  const auto text = arguments.value(name);
  if (!text) return otherwise;
  const auto bytes = baselines::quantity(*text, "B");
  if (!bytes || *bytes < 1 || *bytes > double{1 << 30})
    throw Error(Fault::usage,
                "--" + name + ": expected a size from 1B to 1GiB, found \"" + *text + "\"");
  return static_cast<std::size_t>(*bytes);
}

ServerOptions parse_serve(const Arguments& arguments) {
  const ServerOptions usual;
  const std::size_t processors = std::max(1u, std::thread::hardware_concurrency());
  return {.host = arguments.value_or("host", usual.host),
          .port = static_cast<std::uint16_t>(arguments.count("port", 0, 65535).value_or(8080)),
          .threads = arguments.count("threads", 1, 1000).value_or(processors),
          .most_connections =
              arguments.count("max-connections", 1, 100'000).value_or(usual.most_connections),
          .largest_body = bytes_from(arguments, "max-body", usual.largest_body),
          .largest_header = usual.largest_header,
          .patience = time_from(arguments, "timeout", usual.patience),
          .grace = time_from(arguments, "grace", usual.grace)};
}

Status serve(const Arguments& arguments, Console& console) {
  const ServerOptions options = parse_serve(arguments);
  Signer signer(secret_from(console.environment));
  const Slowdown slowdown = announced_slowdown(console, signer);
  Service service(
      std::move(signer), [&] { return now(console); }, slowdown);
  Server server(options, {.answer =
                              [&](const Request& request) {
                                return std::make_shared<const Response>(service.answer(request));
                              },
                          .refuse =
                              [&](unsigned status, std::string_view reason) {
                                return service.refusal(status, reason);
                              }});
  server.stop_on_signals();
  console.out << server.url() << std::endl;  // at once: somebody waits for it
  server.run();
  note(console, "stopped");
  return Status::pass;
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .arguments = "[--port N] [--host ADDRESS]",
      .summary = "generate and validate tokens over HTTP",
      .details =
          "POST /api/trust-tokens/generate   {\"content\", \"original\", \"rules\", \"ttl\"}\n"
          "POST /api/trust-tokens/validate   {\"token\", \"content\"}\n"
          "GET  /healthz, GET /metrics       for a supervisor and for Prometheus\n\n"
          "Prints its URL once it listens. SIGTERM and SIGINT stop it; what runs is "
          "finished. Whoever\nreaches it can have tokens signed, so it listens on this "
          "machine alone unless told otherwise.",
      .options = {{"port", "N", "port to listen on; 0: one that is free (default: 8080)"},
                  {"host", "ADDRESS", "address to listen on (default: 127.0.0.1)"},
                  {"threads", "N", "threads that make tokens (default: one a processor)"},
                  {"max-connections", "N",
                   "beyond these the longest idle is closed, or 503 (default: 256)"},
                  {"max-body", "SIZE", "a larger request gets 413 (default: 4MiB)"},
                  {"timeout", "TIME", "for a request to come and a response to go (default: 10s)"},
                  {"grace", "TIME", "for running requests to end when stopped (default: 10s)"}},
      .example =
          "  TRUST_TOKEN_SECRET=$(openssl rand -hex 32) pawl-token serve --port 8080\n"
          "  curl -d '{\"content\":\"hello\"}' "
          "http://127.0.0.1:8080/api/trust-tokens/generate",
      .action = serve};
}

}  // namespace pawl::tools::trust_token
