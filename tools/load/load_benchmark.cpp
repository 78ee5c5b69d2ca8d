#include "load_benchmark.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/run/requests.hpp"
#include "baselines/unit.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/render/text_table.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace pawl::tools::load {

namespace {

using baselines::Benchmark;
using baselines::Load;
using baselines::Series;

struct Bound {
  const char* what;
  double value, low, high;
};

/// Options that only others make sensible.
void expect_fitting(const Load& load) {
  const bool is_secure = load.url.starts_with("https://");
  if (!is_secure && (load.insecure || !load.cacert.empty()))
    throw Error(Fault::input,
                "load: cacert and insecure: expected an https URL with them, found http");
  if (load.insecure && !load.cacert.empty())
    throw Error(Fault::input, "load: expected cacert or insecure, found both; leave one out");
  if (load.streams > 1 && (!load.http2 || !load.keep_alive))
    throw Error(Fault::input,
                "load: streams: more than one request at a time on a connection takes http2, and "
                "keep_alive; say so, or leave streams out");
}

void expect_within_bounds(const Load& load) {
  const std::array bounds = {Bound{"duration", load.duration, 1e-3, 86400},
                             Bound{"timeout", load.timeout, 1e-3, 3600},
                             Bound{"rate", load.rate.value_or(1), 1e-3, 1e6},
                             Bound{"threads", static_cast<double>(load.threads), 1, 256},
                             Bound{"connections", static_cast<double>(load.connections), 1, 50'000},
                             Bound{"streams", static_cast<double>(load.streams), 1, 1000},
                             Bound{"samples", static_cast<double>(load.samples), 1, 1e6}};
  for (const Bound& bound : bounds)
    if (!(bound.value >= bound.low && bound.value <= bound.high))
      throw Error(Fault::input, std::string("load: ") + bound.what + ": expected a number from " +
                                    baselines::shortest(bound.low) + " to " +
                                    baselines::shortest(bound.high) + ", found " +
                                    baselines::shortest(bound.value));
  for (const std::size_t concurrency : load.concurrency)
    if (concurrency < 1 || concurrency > 50'000)
      throw Error(Fault::input, "load: concurrency: expected 1 to 50,000 requests at a time");
}

std::shared_ptr<const Tls> tls_of(const Load& load, const Target& target,
                                  const std::filesystem::path& directory) {
  if (!target.is_secure) return nullptr;
  const std::string cacert = load.cacert.empty() ? "" : (directory / load.cacert).string();
  return std::make_shared<const Tls>(
      target.host,
      TlsOptions{.cacert = cacert, .is_insecure = load.insecure, .is_http2 = load.http2});
}

/// As it is written, without an exponent: rates of 0.25 and 0.3 a second are different loads.
std::string decimal(double value) {
  std::array<char, 32> digits{};  // for up to a million, of a thousandth at least
  const auto written =
      std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed);
  return {digits.data(), written.ptr};
}

Series series(const std::string& benchmark, const char* metric, const char* unit,
              stats::Sample::Launch values, bool is_secondary) {
  Series series{.benchmark = benchmark,
                .metric = metric,
                .unit = unit,
                .better = std::string_view(metric) == "throughput" ? stats::Better::higher
                                                                   : stats::Better::lower,
                .sessions = {{std::move(values)}},
                .unknown = {}};
  if (is_secondary) set_mark(series, baselines::secondary_mark);
  return series;
}

double share_failed(const Tally& tally) {
  return static_cast<double>(tally.failures()) / static_cast<double>(tally.requests());
}

constexpr std::array percentiles = {0.5, 0.9, 0.99, 0.999};

std::vector<ci::Cell> row(const Shown& shown, const char* counted,
                          const stats::Histogram& histogram) {
  std::vector<ci::Cell> cells = {{ci::plain(shown.benchmark)},
                                 {counted},
                                 {ci::count(shown.tally.requests())},
                                 {ci::count(shown.tally.failures())},
                                 {ci::quantity(shown.tally.throughput(shown.seconds), "1/s")}};
  for (const double q : percentiles) cells.push_back({ci::quantity(histogram.quantile(q), "s")});
  cells.push_back({ci::quantity(histogram.largest(), "s")});
  return cells;
}

/// " (503)", " (404 and others)": the most frequent one that was not expected.
std::string wrong_statuses(const Tally& tally) {
  const auto& all = tally.wrong_statuses();
  const auto most = std::max_element(
      all.begin(), all.end(), [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most == all.end()) return "";
  return " (" + std::to_string(most->first) + (all.size() > 1 ? " and others)" : ")");
}

/// What to look at where every request ended so.
std::string_view question_of(Outcome outcome) {
  switch (outcome) {
    case Outcome::wrong_status:
    case Outcome::wrong_body:
      return "; are URL, method and what is expected of the answer right?";
    case Outcome::malformed:
      return "; does it speak HTTP there?";
    case Outcome::broken:
      return "; does it want TLS (https), or HTTP/2 from the first byte (http2)?";
    case Outcome::not_connected:
      return "; does it listen there, and speak TLS where the URL says https?";
    case Outcome::timed_out:
      return "; does it answer at all, within the time-out?";
    default:
      return {};
  }
}

}  // namespace

std::vector<Benchmark> expanded(const Benchmark& benchmark) {
  if (!benchmark.load) return {benchmark};
  std::vector<Benchmark> all;
  std::vector<std::size_t> steps = benchmark.load->concurrency;
  if (steps.empty()) steps = {1};
  if (benchmark.load->rate) steps = {benchmark.load->connections * benchmark.load->streams};
  for (const std::size_t step : steps) {
    Benchmark one = benchmark;
    one.load->concurrency = {step};
    one.name += benchmark.load->rate ? "/rate:" + decimal(*benchmark.load->rate)
                                     : "/concurrency:" + std::to_string(step);
    all.push_back(std::move(one));
  }
  return all;
}

void expect_possible(const Load& load) {
  expect_within_bounds(load);
  expect_fitting(load);
  parse_target(load.url);
}

Plan plan_of(const Load& load, const std::filesystem::path& directory, std::uint64_t seed) {
  expect_possible(load);
  const Target target = parse_target(load.url);
  RequestParts parts{load.method, load.headers, load.body, load.keep_alive};
  if (!load.body_file.empty()) parts.body = baselines::read_file(directory / load.body_file);
  if (!load.headers_file.empty())
    parts.headers.merge(
        parse_headers(baselines::read_file(directory / load.headers_file), load.headers_file));
  const std::size_t concurrency = load.concurrency.empty() ? 1 : load.concurrency.front();
  return {.address = resolve(target),
          .tls = tls_of(load, target, directory),
          .is_http2 = load.http2,
          .request = request_bytes(target, parts),
          .fields = load.http2 ? request_fields(target, parts) : Fields(),
          .body = parts.body,
          .is_head = load.method == "HEAD",
          .concurrency = concurrency,
          .streams = load.streams,
          .rate = load.rate,
          .is_poisson = load.poisson,
          .duration = load.duration,
          .timeout = load.timeout,
          .keep_alive = load.keep_alive,
          .expected_status = load.expected_status,
          .expected_body = load.expected_body,
          .threads = std::min(load.threads, concurrency),
          .most_samples = load.samples,
          .seed = seed};
}

std::vector<Series> series_of(const std::string& benchmark, const Result& result) {
  stats::Sample::Launch latencies, service_times;
  for (const Measured& measured : result.tally.samples()) {
    latencies.push_back(measured.latency);
    service_times.push_back(measured.from_sent);
  }
  if (latencies.empty()) return {};
  return {series(benchmark, "latency", "s", std::move(latencies), false),
          series(benchmark, "throughput", "1/s", {result.throughput()}, false),
          series(benchmark, "service_time", "s", std::move(service_times), true),
          series(benchmark, "failed_requests", "1", {share_failed(result.tally)}, true)};
}

std::string describe_failures(const Tally& tally) {
  if (tally.failures() == 0) return "";
  std::string text =
      ci::count(tally.failures()) + " of " + ci::count(tally.requests(), "request") + " failed: ";
  bool is_first = true;
  for (std::size_t i = 1; i < outcomes; ++i) {
    const Outcome outcome = static_cast<Outcome>(i);
    if (tally.count(outcome) == 0) continue;
    text +=
        (is_first ? "" : ", ") + ci::count(tally.count(outcome)) + " " + std::string(name(outcome));
    if (outcome == Outcome::wrong_status) text += wrong_statuses(tally);
    if (tally.count(outcome) == tally.requests()) text += question_of(outcome);
    is_first = false;
  }
  return text;
}

std::vector<std::string> remarks(const Tally& tally) {
  std::vector<std::string> all;
  if (tally.failures() > 0) all.push_back(describe_failures(tally));
  if (tally.sent_again() > 0)
    all.push_back(ci::count(tally.sent_again()) + " of " + ci::count(tally.requests(), "request") +
                  " had to be sent again: the server closed their connection without an answer");
  return all;
}

std::optional<std::string> what_is_wrong(const Tally& tally) {
  if (tally.requests() == 0) return "no request was answered";
  if (share_failed(tally) <= baselines::tolerable_failures) return std::nullopt;
  return describe_failures(tally);
}

std::string load_table(const std::vector<Shown>& results, bool colour, std::size_t width) {
  using ci::Align;
  ci::TextTable table({{"benchmark", Align::left},
                       {"latency from", Align::left},
                       {"requests", Align::right},
                       {"failed", Align::right},
                       {"throughput", Align::right},
                       {"p50", Align::right},
                       {"p90", Align::right},
                       {"p99", Align::right},
                       {"p99.9", Align::right},
                       {"max", Align::right}});
  for (const Shown& shown : results) {
    table.add(row(shown, "intended start", shown.tally.from_intended()));
    table.add(row(shown, "sending", shown.tally.from_sent()));
    if (shown.is_open) table.add(row(shown, "(lateness)", shown.tally.lateness()));
  }
  return table.str(colour, width);
}

std::string live_line(const std::string& benchmark, const Tally& tally, double seconds) {
  const stats::Histogram& all = tally.from_intended();
  return ci::plain(benchmark) + "  " + ci::fixed(seconds, 0) + " s  " +
         ci::quantity(tally.throughput(seconds), "1/s") + "  p50 " +
         ci::quantity(all.quantile(0.5), "s") + "  p99 " + ci::quantity(all.quantile(0.99), "s") +
         "  max " + ci::quantity(all.largest(), "s") + "  " + ci::count(tally.failures()) +
         " failed";
}

}  // namespace pawl::tools::load
