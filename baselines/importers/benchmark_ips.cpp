// benchmark-ips' JSON (`x.json! FILE`): lib/benchmark/ips/report.rb of evanphx/benchmark-ips. Of
// each block the rate alone, in iterations a second: its samples stay with Ruby.
#include "formats.hpp"
#include "import_json.hpp"

namespace pawl::baselines {
namespace {

void read_entry(const JsonNode& entry, RunBuilder& builder) {
  JsonFields fields(entry);
  const std::string name = fields.require("name").string();
  fields.require("ips");
  add_field(builder, fields, "ips", {name, "throughput", "1/s", stats::Better::higher});
}

/// "    join    331.155k (±11.2%) i/s -    350.080k in   1.070220s"
bool is_line_of_its_text(std::string_view line) {
  const std::size_t deviation = line.find(" (±");
  return deviation != std::string_view::npos &&
         line.find("%) i/s ", deviation) != std::string_view::npos;
}

}  // namespace

bool is_benchmark_ips(const Specimen& specimen) {
  return (specimen.has("name") && specimen.has("ips")) ||
         any_line(specimen.text, is_line_of_its_text);
}

Run parse_benchmark_ips(std::string_view text, std::string_view name) {
  if (any_line(text, is_line_of_its_text))
    throw Error(Fault::input, std::string(name) +
                                  ": expected benchmark-ips' JSON, found its text, which is "
                                  "rounded; write x.json! \"FILE\" beside x.report, and read that");
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  RunBuilder builder;
  for_each_entry(root, builder, [&](const JsonNode& entry) { read_entry(entry, builder); });
  note_summary_only(builder, name, "mean rate of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
