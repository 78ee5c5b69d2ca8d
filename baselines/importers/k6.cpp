// k6: its end-of-test summary (`--summary-export`, handleSummary), also as of its schema 1.0.0
// (`--new-machine-readable-summary`), and its samples (`--out json`): "Results output" in its
// documentation, internal/lib/summary/machinereadable in its sources. Requests of one test are
// iterations of one launch: they share one server and its queue.
#include "formats.hpp"
#include "import_json.hpp"

#include <map>
#include <optional>
#include <string>

namespace pawl::baselines {
namespace {

using stats::Better;

/// The unit that k6 gives its own metrics.
std::string_view k6_unit(std::string_view metric) {
  if (metric.starts_with("http_req_") && metric != "http_req_failed") return "ms";
  if (metric == "iteration_duration" || metric == "group_duration") return "ms";
  if (metric == "data_sent" || metric == "data_received") return "B";
  return "1";
}

/// Pawl's word for a metric that it has one for.
std::string_view k6_metric(std::string_view metric) {
  return metric == "http_req_duration" ? "latency" : metric;
}

constexpr std::string_view failed_requests = "http_req_failed";

/// Of the metric of failed requests: how many it was, and how many not ("passes", "fails") or all
/// ("matches", "total").
void read_k6_failed(JsonFields& its, RunBuilder& builder) {
  const auto number = [&](std::string_view key) {
    const auto found = its.find(key);
    return found ? found->number() : 0;
  };
  tell_failed_requests(builder, "k6",
                       {.all = number("passes") + number("fails") + number("total"),
                        .failed = number("passes") + number("matches")});
}

void read_k6_metric(const JsonNode& node, std::string_view metric, RunBuilder& builder) {
  JsonFields fields(node);
  const auto nested = fields.find("values");  // handleSummary's layout
  const JsonNode values = nested ? *nested : node;
  JsonFields its(values);
  if (metric == failed_requests) return read_k6_failed(its, builder);
  const Observation trend{"k6", k6_metric(metric), k6_unit(metric)};
  if (add_field(builder, its, "med", trend)) return;
  if (its.find("count")) add_field(builder, its, "rate", {"k6", metric, "1/s", Better::higher});
}

/// A metric of schema 1.0.0, {name, type, contains, values}; of events their number alone, in a
/// test of `seconds`.
void read_k6_entry(const JsonNode& node, std::optional<double> seconds, RunBuilder& builder) {
  JsonFields fields(node);
  const std::string name = fields.require("name").string();
  const std::string contains = fields.string("contains");
  const std::string_view unit = contains == "time" ? "ms" : contains == "data" ? "B" : "1";
  const JsonNode values = fields.require("values");
  JsonFields its(values);
  if (name == failed_requests) return read_k6_failed(its, builder);
  if (add_field(builder, its, "med", {"k6", k6_metric(name), unit})) return;
  const auto count = its.find("count");
  if (!count || !seconds || *seconds <= 0) return;
  builder.add_or_note({"k6", name, "1/s", Better::higher, count->number() / *seconds},
                      [&] { return count->place(); });
}

void read_k6_schema_1(JsonFields& fields, const JsonNode& results, RunBuilder& builder) {
  std::optional<double> seconds;
  if (const auto config = fields.find("config"))
    if (const auto duration = JsonFields(*config).find("duration")) seconds = duration->number();
  const JsonNode metrics = JsonFields(results).require("metrics");
  for_each_entry(metrics, builder,
                 [&](const JsonNode& metric) { read_k6_entry(metric, seconds, builder); });
}

/// What was measured: a request's name, else the group, which k6 tags as "" outside of any.
std::string benchmark_of(const JsonNode& data) {
  if (const auto tags = JsonFields(data).find("tags")) {
    JsonFields its(*tags);
    for (const char* tag : {"name", "group"})
      if (std::string said = its.string(tag); !said.empty()) return said;
  }
  return "k6";
}

/// A sample of k6's: how long something took, or whether a request failed.
void read_k6_point(JsonFields& fields, std::map<std::string, Requests>& requests,
                   RunBuilder& builder) {
  if (fields.string("type") != "Point") return;
  const std::string metric = fields.require("metric").string();
  if (k6_unit(metric) != "ms" && metric != failed_requests) return;
  const JsonNode node = fields.require("data");
  JsonFields data(node);
  const std::string benchmark = benchmark_of(node);
  if (metric == failed_requests) {
    requests[benchmark].all += 1;
    requests[benchmark].failed += data.require("value").number();
    return;
  }
  add_field(builder, data, "value",
            {benchmark, k6_metric(metric), "ms", Better::lower, 0, "", "0"});
}

}  // namespace

bool is_k6_summary(const Specimen& specimen) {
  const bool is_schema_1 =
      specimen.has("results") && specimen.has("config") && specimen.has("metadata");
  return is_schema_1 || (specimen.has("metrics") && specimen.has("root_group"));
}

Run parse_k6_summary(std::string_view text, std::string_view name) {
  return run_of_object(text, name, [&](JsonFields& fields, RunBuilder& builder) {
    if (const auto results = fields.find("results")) {
      read_k6_schema_1(fields, *results, builder);
    } else {
      const JsonNode metrics = fields.require("metrics");
      for (const auto& [key, value] : metrics.object())
        read_k6_metric(JsonNode(metrics, key, value), key, builder);
    }
    note_summary_only(builder, name, "median of each metric (run k6 with --out json)");
  });
}

bool is_k6_points(const Specimen& specimen) {
  return specimen.has("type") && specimen.has("metric") && specimen.has("data");
}

Run parse_k6_points(std::string_view text, std::string_view name) {
  RunBuilder builder;
  std::map<std::string, Requests> requests;
  for_each_json_line(text, name, builder,
                     [&](JsonFields& fields) { read_k6_point(fields, requests, builder); });
  tell_failed_requests(builder, requests);
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
