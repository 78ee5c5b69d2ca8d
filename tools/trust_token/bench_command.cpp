#include "baselines/error.hpp"
#include "bench.hpp"
#include "commands.hpp"

#include <charconv>
#include <optional>
#include <sstream>

namespace pawl::tools::trust_token {

namespace {

constexpr std::size_t most_threads = 1000;

struct BenchPlan {
  std::vector<Payload> payloads;
  std::vector<std::size_t> concurrencies;
  std::optional<std::size_t> iterations;
};

std::vector<std::string> comma_separated(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
  return parts;
}

std::vector<std::string> all_values(const Arguments& arguments, const std::string& name) {
  std::vector<std::string> all;
  for (const std::string& value : arguments.values(name))
    for (std::string& part : comma_separated(value)) all.push_back(std::move(part));
  return all;
}

Payload payload_from(const std::string& size) {
  if (auto known = payload(size)) return *std::move(known);
  throw Error(Fault::usage,
              "--size: expected empty, small, medium, large, unicode or bytes up to "
              "256MiB, found \"" +
                  size + "\"");
}

std::size_t concurrency_from(const std::string& text) {
  std::size_t threads = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), threads);
  if (error != std::errc() || end != text.data() + text.size() || threads == 0 ||
      threads > most_threads)
    throw Error(Fault::usage, "--concurrency: expected numbers from 1 to " +
                                  std::to_string(most_threads) + ", found \"" + text + "\"");
  return threads;
}

BenchPlan parse_bench(const Arguments& arguments) {
  BenchPlan plan;
  const auto sizes = all_values(arguments, "size");
  for (const std::string& size : sizes.empty() ? payload_names() : sizes)
    plan.payloads.push_back(payload_from(size));
  for (const std::string& threads : all_values(arguments, "concurrency"))
    plan.concurrencies.push_back(concurrency_from(threads));
  if (plan.concurrencies.empty()) plan.concurrencies = {1};
  plan.iterations = arguments.count("iterations", 1, 100'000'000);
  return plan;
}

/// A benchmark needs no setting up.
Secret secret_or_random(const Console& console) {
  if (auto secret = secret_if_set(console.environment)) return *std::move(secret);
  note(console, "no TRUST_TOKEN_SECRET is set: signing with a random one");
  return Secret::random();
}

Status bench(const Arguments& arguments, Console& console) {
  const BenchPlan plan = parse_bench(arguments);
  const Signer signer(secret_or_random(console));
  const Slowdown slowdown = announced_slowdown(console, signer);
  std::vector<Latencies> all;
  for (const Payload& payload : plan.payloads)
    for (const std::size_t concurrency : plan.concurrencies)
      all.push_back(measure(payload, signer, now(console),
                            {.iterations = plan.iterations.value_or(iterations_for(payload)),
                             .concurrency = concurrency,
                             .slowdown = slowdown}));
  write_output(arguments, console, latencies_csv(all));
  if (!console.quiet) console.err << latencies_table(all);
  return Status::pass;
}

}  // namespace

Command bench_command() {
  return {.name = "bench",
          .arguments = "[--size SIZE…] [--iterations N] [--concurrency N,…] [-o FILE]",
          .summary = "time the generation of tokens, each one",
          .details =
              "Prints each latency, in seconds, as CSV that `pawl compare`, `pawl check` and `pawl "
              "run` read, under\nthe names token/SIZE and, at another concurrency than 1, "
              "token/SIZE/cN; a summary for people on\nstandard error.\n\n"
              "PAWL_TOKEN_SLOWDOWN=20% in the environment makes each token take 20 % longer, by "
              "hashing on: to see\nthe gate fire.",
          .options = {{"size", "SIZE",
                       "empty, small (100), medium (10KiB), large (1MiB), unicode, or bytes; "
                       "default: those five"},
                      {"iterations", "N",
                       "tokens a size and concurrency (default: about 30 ms of work)"},
                      {"concurrency", "N,…", "threads that share them (default: 1)"},
                      output_option("the CSV")},
          .example = "  pawl-token bench --size small,large --concurrency 1,5,10,20 -o now.csv",
          .action = bench};
}

}  // namespace pawl::tools::trust_token
