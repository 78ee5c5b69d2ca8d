#include "baselines/config/config.hpp"
#include "baselines/error.hpp"
#include "baselines/run/launches.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/unit.hpp"
#include "commands.hpp"
#include "tools/command_line/progress.hpp"
#include "tools/launch/interruption.hpp"
#include "tools/load/load_benchmark.hpp"
#include "tools/project/project.hpp"
#include "tools/runner/live_file.hpp"

#include <algorithm>
#include <charconv>
#include <set>
#include <string_view>

namespace pawl::tools {

namespace {

using baselines::Benchmark;
using baselines::Load;

std::vector<std::size_t> parse_concurrency(const std::vector<std::string>& given) {
  std::vector<std::size_t> steps;
  for (const std::string& list : given)
    for (std::size_t at = 0; at <= list.size();) {
      const std::size_t comma = std::min(list.find(',', at), list.size());
      std::size_t number = 0;
      const auto [end, error] = std::from_chars(list.data() + at, list.data() + comma, number);
      if (error != std::errc() || end != list.data() + comma || number < 1)
        throw Error(Fault::usage,
                    "--concurrency: expected numbers such as 1,5,10,20, found \"" + list + "\"");
      steps.push_back(number);
      at = comma + 1;
    }
  return steps;
}

/// "10s", or a bare number of seconds.
void set_seconds(const Arguments& arguments, const std::string& name, double& target) {
  const auto text = arguments.value(name);
  if (!text) return;
  std::optional<double> seconds = baselines::quantity(*text, "s");
  if (!seconds) seconds = baselines::quantity(*text + "s", "s");
  if (!seconds || *seconds <= 0)
    throw Error(Fault::usage,
                "--" + name + ": expected a time such as 10s, found \"" + *text + "\"");
  target = *seconds;
}

std::map<std::string, std::string> parse_header_options(const Arguments& arguments) {
  std::string lines;
  for (const std::string& header : arguments.values("header")) lines += header + "\n";
  return load::parse_headers(lines, "--header");
}

Load parse_load(const Arguments& arguments) {
  Load load;
  load.body = arguments.value_or("body", "");
  load.body_file = arguments.value_or("body-file", "");
  if (!load.body.empty() && !load.body_file.empty())
    throw Error(Fault::usage, "load: expected --body or --body-file, found both");
  const bool has_body = !load.body.empty() || !load.body_file.empty();
  load.method = arguments.value_or("method", has_body ? "POST" : "GET");
  load.headers = parse_header_options(arguments);
  load.headers_file = arguments.value_or("headers-file", "");
  load.concurrency = parse_concurrency(arguments.values("concurrency"));
  if (const auto rate = arguments.count("rate", 1, 1'000'000))
    load.rate = static_cast<double>(*rate);
  load.poisson = arguments.flag("poisson");
  load.connections = arguments.count("connections", 1, 50'000).value_or(load.connections);
  set_seconds(arguments, "duration", load.duration);
  set_seconds(arguments, "timeout", load.timeout);
  load.expected_status = static_cast<int>(arguments.count("expect-status", 100, 599).value_or(200));
  load.expected_body = arguments.value_or("expect-body", "");
  load.keep_alive = !arguments.flag("no-keep-alive");
  load.http2 = arguments.flag("http2");
  load.streams = arguments.count("streams", 1, 1000).value_or(1);
  load.cacert = arguments.value_or("cacert", "");
  load.insecure = arguments.flag("insecure");
  load.threads = arguments.count("threads", 1, 256).value_or(1);
  load.samples = arguments.count("samples", 1, 1'000'000).value_or(load.samples);
  if (load.rate && !load.concurrency.empty())
    throw Error(Fault::usage, "--rate (open model) and --concurrency (closed) exclude each other");
  if (load.poisson && !load.rate) throw Error(Fault::usage, "--poisson needs a --rate");
  return load;
}

/// "127.0.0.1:8080/path": a query may hold a secret.
std::string name_of(const std::string& url) {
  const load::Target target = load::parse_target(url);
  const std::string path = target.path.substr(0, target.path.find('?'));
  return target.authority + (path == "/" ? "" : path);
}

/// Samples of two that share a name would be one series.
void expect_distinct_names(const std::vector<Benchmark>& benchmarks) {
  std::set<std::string_view> names;
  for (const Benchmark& benchmark : benchmarks)
    if (!names.insert(benchmark.name).second)
      throw Error(Fault::usage, "load: expected one benchmark of each name, found two called " +
                                    benchmark.name +
                                    "; load them apart, each with its --name, or leave one out");
}

/// Named after the URL unless --name says otherwise.
std::vector<Benchmark> benchmarks_of(const Arguments& arguments) {
  if (arguments.positional().empty())
    throw Error(Fault::usage, "load: expected a URL; `pawl load --help` has an example");
  const auto name = arguments.value("name");
  if (name && arguments.positional().size() > 1)
    throw Error(Fault::usage, "--name: names one URL, found several");
  std::vector<Benchmark> all;
  for (const std::string& url : arguments.positional()) {
    Benchmark benchmark;
    benchmark.load = parse_load(arguments);
    benchmark.load->url = url;
    benchmark.name = name.value_or(name_of(url));
    for (Benchmark& one : load::expanded(benchmark)) all.push_back(std::move(one));
  }
  expect_distinct_names(all);
  return all;
}

/// One line, redrawn, on a terminal only; and the file of --live.
class Live {
 public:
  Live(const Console& console, LiveFile& file)
      : console_(console), file_(file), is_wanted_(console.err_is_terminal && !console.quiet) {}
  Live(const Live&) = delete;
  Live& operator=(const Live&) = delete;
  ~Live() {
    if (is_wanted_) wipe(console_);
  }
  std::function<void(const load::Tally&, double)> of(const std::string& benchmark) {
    if (!is_wanted_ && !file_.is_wanted()) return {};
    before_ = {};
    return [this, benchmark](const load::Tally& tally, double seconds) {
      if (is_wanted_) redraw(console_, load::live_line(benchmark, tally, seconds));
      file_.add(benchmark, "latency", "s",
                point_between(before_, tally.from_intended(), file_.now()));
      file_.write();
      before_ = tally.from_intended();
    };
  }

 private:
  const Console& console_;
  LiveFile& file_;
  bool is_wanted_;
  stats::Histogram before_;  ///< as it was a second ago
};

void record(baselines::Run& run, load::Shown& shown, const load::Result& result) {
  for (baselines::Series& series : load::series_of(shown.benchmark, result))
    append_launches(run.series, std::move(series));
  if (result.was_interrupted)
    run.notes.push_back(shown.benchmark + ": its last launch was interrupted");
  shown.seconds += result.seconds;
  shown.tally.merge(result.tally);
}

/// Rounds over all of them, so that what the machine does meanwhile falls on all alike.
std::vector<load::Shown> load_all(const std::vector<Benchmark>& benchmarks, std::size_t rounds,
                                  std::uint64_t seed, baselines::Run& run, const Console& console,
                                  LiveFile& file) {
  std::vector<load::Shown> shown;
  std::vector<load::Plan> plans;
  for (const Benchmark& benchmark : benchmarks) {
    plans.push_back(load::plan_of(*benchmark.load, ".", seed));
    shown.push_back({benchmark.name,
                     load::Tally(benchmark.load->samples, benchmark.load->timeout, seed), 0,
                     benchmark.load->rate.has_value()});
  }
  Live live(console, file);
  for (std::size_t i = 0; i < rounds * plans.size() && Interruption::signal() == 0; ++i) {
    load::Plan& plan = plans[i % plans.size()];
    load::Shown& result = shown[i % plans.size()];
    record(run, result, load::generate(plan, live.of(result.benchmark)));
    ++plan.seed;
  }
  return shown;
}

void tell_failures(baselines::Run& run, const std::vector<load::Shown>& results,
                   const Console& console) {
  for (const load::Shown& shown : results) {
    const auto wrong = load::what_is_wrong(shown.tally);
    if (wrong) {
      run.failures.push_back({shown.benchmark, *wrong});
      std::erase_if(run.series, [&](const baselines::Series& series) {
        return series.benchmark == shown.benchmark;
      });
    }
    for (const std::string& remark : load::remarks(shown.tally)) {
      if (!wrong) run.notes.push_back(shown.benchmark + ": " + remark);
      tell(console, shown.benchmark + ": " + remark);
    }
  }
}

Status run_load(const Arguments& arguments, Console& console) {
  const std::vector<Benchmark> benchmarks = benchmarks_of(arguments);
  expect_writable_output(arguments);
  const Project project = find_project(arguments, console);
  baselines::Run run = blank_run(project, console);
  const std::uint64_t seed = arguments.count("seed", 0, SIZE_MAX).value_or(fresh_seed(console));
  baselines::set(run.unknown, "seed", std::to_string(seed));
  const Interruption interruption;
  const std::size_t rounds = arguments.count("launches", 1, 10'000).value_or(1);
  LiveFile live(arguments.value_or("live", ""), "pawl load", project.config.budgets, console);
  const std::vector<load::Shown> results = load_all(benchmarks, rounds, seed, run, console, live);
  tell_failures(run, results, console);

  const std::string output = arguments.value_or("output", "");
  const bool is_for_people = output.empty() && console.out_is_terminal;
  if (!is_for_people) write_output(arguments, console, baselines::run_json(run));
  if (is_for_people) {
    console.out << load::load_table(results, wants_colour(console), console.width);
    note(console, "-o FILE keeps the samples");
  } else if (!console.quiet) {
    console.err << load::load_table(results, false, 0);
  }
  const bool is_interrupted = Interruption::signal() != 0;
  if (is_interrupted) note(console, "interrupted: what was collected until then is kept");
  return run.failures.empty() && !is_interrupted ? Status::pass : Status::inconclusive;
}

std::vector<Option> load_options() {
  return {{"concurrency,c", "N,N…",
           "closed model: that many requests at a time, the next once one has "
           "its answer (default 1)"},
          {"rate,r", "N", "open model: N requests a second, whatever the server does"},
          {"poisson", "", "with --rate: arrivals at random, as users come"},
          {"connections", "N", "with --rate: at most so many at a time (default 256)"},
          {"duration,d", "TIME", "of each launch (default 10s)"},
          {"launches,n", "N", "rounds of all, each a launch in the run (default 1)"},
          {"timeout", "TIME", "of a request (default 10s)"},
          {"method,X", "METHOD", "default: GET, or POST with a body"},
          {"header,H", "HEADER", "\"Name: value\"; may be repeated"},
          {"headers-file", "FILE", "such lines from a file: where secrets belong"},
          {"body", "TEXT", "the request's body"},
          {"body-file", "FILE", "the same from a file"},
          {"expect-status", "N", "anything else is a failure (default 200)"},
          {"expect-body", "TEXT", "must stand in the response's body"},
          {"no-keep-alive", "", "a connection for each request"},
          {"live", "FILE", "keep there how it goes, for the live page of pawl serve"},
          {"http2", "", "HTTP/2: over https by ALPN, over http at once"},
          {"streams", "N", "HTTP/2: requests at a time on one connection (default 1)"},
          {"cacert", "FILE", "https: certificates to trust in place of the system's"},
          {"insecure", "", "https: any certificate will do"},
          {"threads", "N", "of the client (default 1)"},
          {"samples", "N", "latencies kept of each launch (default 2000)"},
          {"seed", "N", "of arrivals and samples (default: by the clock)"},
          {"name", "NAME", "of the benchmark (default: the URL's host and path)"},
          output_option("the run"),
          config_option(),
          testbed_option()};
}

}  // namespace

Command load_command() {
  return {.name = "load",
          .arguments = "URL… [--concurrency N,N… | --rate N] [-o run.json]",
          .most_words = any_number,
          .summary = "load an HTTP service, in the closed or the open model",
          .details =
              "Latency is counted from the intended start of each request, so that a server that "
              "stalls\ncannot hide it by keeping the client from asking; from the sending, too. A "
              "request that\nfailed counts as one that took the time-out. HTTP/1.1 or 2, with or "
              "without TLS.\nStatus 6 when more than one request in a hundred failed.",
          .options = load_options(),
          .example =
              "  pawl load http://127.0.0.1:8080/ --concurrency 1,5,10,20\n"
              "  pawl load http://127.0.0.1:8080/ --rate 5000 --poisson -d 30s -o run.json",
          .action = run_load};
}

}  // namespace pawl::tools
