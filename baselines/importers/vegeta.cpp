// vegeta: `report -type=json` and `encode` (JSON lines), in its README. Requests of one attack are
// iterations of one launch: they share one server and its queue.
#include "formats.hpp"
#include "import_json.hpp"

#include <cmath>
#include <map>
#include <string>

namespace pawl::baselines {
namespace {

using stats::Better;

void read_vegeta_result(JsonFields& fields, std::map<std::string, Requests>& requests,
                        RunBuilder& builder) {
  const std::string url = fields.string("url");
  const std::string attack = fields.string("attack");  // empty unless it was named
  const std::string unnamed = attack.empty() ? "vegeta" : attack;
  const std::string target = url.empty() ? unnamed : fields.string("method", "GET") + " " + url;
  Requests& its = requests[target];
  its.all += 1;
  if (!fields.string("error").empty()) its.failed += 1;
  fields.require("latency");
  add_field(builder, fields, "latency", {target, "latency", "ns", Better::lower, 0, "", "0"});
}

}  // namespace

bool is_vegeta_report(const Specimen& specimen) {
  return specimen.has("latencies") && specimen.has("throughput");
}

Run parse_vegeta_report(std::string_view text, std::string_view name) {
  return run_of_object(text, name, [&](JsonFields& fields, RunBuilder& builder) {
    const JsonNode node = fields.require("latencies");
    JsonFields latencies(node);
    add_field(builder, latencies, "50th", {"vegeta", "latency", "ns", Better::lower});
    add_field(builder, latencies, "99th", {"vegeta", "latency_p99", "ns", Better::lower});
    add_field(builder, fields, "throughput", {"vegeta", "throughput", "1/s", Better::higher});
    const auto all = fields.find("requests"), success = fields.find("success");
    if (all && success)
      tell_failed_requests(
          builder, "vegeta",
          {.all = all->number(), .failed = std::round((1 - success->number()) * all->number())});
    note_summary_only(builder, name, "percentiles (use vegeta encode)");
  });
}

bool is_vegeta_results(const Specimen& specimen) {
  return specimen.has("attack") && specimen.has("latency");
}

Run parse_vegeta_results(std::string_view text, std::string_view name) {
  RunBuilder builder;
  std::map<std::string, Requests> requests;
  for_each_json_line(text, name, builder,
                     [&](JsonFields& fields) { read_vegeta_result(fields, requests, builder); });
  tell_failed_requests(builder, requests);
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
