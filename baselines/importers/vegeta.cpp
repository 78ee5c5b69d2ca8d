// vegeta: `report -type=json` and `encode` (JSON lines), in its README. Requests of one attack are
// iterations of one launch: they share one server and its queue.
#include "formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

using stats::Better;

void read_vegeta_result(JsonFields& fields, std::size_t& errors, RunBuilder& builder) {
  const std::string url = fields.string("url");
  const std::string target =
      url.empty() ? fields.string("attack", "vegeta") : fields.string("method", "GET") + " " + url;
  if (!fields.string("error").empty()) ++errors;
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
    note_summary_only(builder, name, "percentiles (use vegeta encode)");
  });
}

bool is_vegeta_results(const Specimen& specimen) {
  return specimen.has("attack") && specimen.has("latency");
}

Run parse_vegeta_results(std::string_view text, std::string_view name) {
  RunBuilder builder;
  std::size_t errors = 0;
  for_each_json_line(text, name, builder,
                     [&](JsonFields& fields) { read_vegeta_result(fields, errors, builder); });
  if (errors > 0)
    builder.note(std::string(name) + ": requests that ended in an error: " +
                 std::to_string(errors) + "; their latencies are among the samples");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
