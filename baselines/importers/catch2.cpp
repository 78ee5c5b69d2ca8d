// Catch2's XML (`-r xml`): BenchmarkResults within TestCase and Section, values in nanoseconds
// (catch_reporter_xml.cpp of catchorg/Catch2).
#include "formats.hpp"
#include "import_xml.hpp"

namespace pawl::baselines {
namespace {

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : "/") + name;
  return all;
}

}  // namespace

bool is_catch2(const Specimen& specimen) {
  return specimen.text.substr(0, 4096).find("<Catch") != std::string_view::npos;
}

Run parse_catch2(std::string_view text, std::string_view name) {
  RunBuilder builder;
  XmlReader reader(text);
  std::vector<std::string> names;
  while (const auto tag = reader.next()) {
    const bool is_level =
        tag->name == "TestCase" || tag->name == "Section" || tag->name == "BenchmarkResults";
    if (is_level && tag->opens) names.push_back(tag->attribute("name"));
    const bool in_benchmark = !names.empty();
    if (tag->name == "mean" && tag->opens && in_benchmark) {
      const std::string benchmark = joined(names);
      add_attribute(builder, *tag, "value", {benchmark, "wall_time", "ns"},
                    [&] { return text_place(name, text, tag->offset); });
    }
    if (tag->name == "failed" && tag->opens && in_benchmark)
      builder.fail(joined(names), tag->attribute("message"));
    if (is_level && tag->closes && !names.empty()) names.pop_back();
  }
  note_summary_only(builder, name, "mean of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
