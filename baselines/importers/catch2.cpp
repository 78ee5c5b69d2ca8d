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

/// "FILE:LINE" of what makes a test case fail: an assertion that did not hold, an exception,
/// FAIL().
std::string place_of_failure(const XmlTag& tag) {
  const bool has_failed = (tag.name == "Expression" && tag.attribute("success") == "false") ||
                          tag.name == "Exception" || tag.name == "FatalErrorCondition" ||
                          tag.name == "Failure";
  if (!has_failed || !tag.opens) return "";
  return tag.attribute("filename") + ":" + tag.attribute("line");
}

}  // namespace

bool is_catch2(const Specimen& specimen) {
  return specimen.text.substr(0, 4096).find("<Catch") != std::string_view::npos;
}

Run parse_catch2(std::string_view text, std::string_view name) {
  RunBuilder builder;
  XmlReader reader(text);
  std::vector<std::string> names;
  OwnNames own_names;  // GENERATE runs a test case, and what it measures, again and again
  std::string benchmark, trouble;
  while (const auto tag = reader.next()) {
    const bool is_level =
        tag->name == "TestCase" || tag->name == "Section" || tag->name == "BenchmarkResults";
    if (is_level && tag->opens) names.push_back(tag->attribute("name"));
    const bool in_benchmark = !names.empty();
    if (tag->name == "BenchmarkResults" && tag->opens) benchmark = own_names.of(joined(names));
    if (tag->name == "mean" && tag->opens && in_benchmark) {
      add_attribute(builder, *tag, "value", {benchmark, "wall_time", "ns"},
                    [&] { return text_place(name, text, tag->offset); });
    }
    if (tag->name == "failed" && tag->opens && in_benchmark)
      builder.fail(benchmark, tag->attribute("message"));
    if (const std::string place = place_of_failure(*tag); trouble.empty() && !place.empty())
      trouble = "failed at " + place;
    if (tag->name == "OverallResult" && tag->attribute("success") == "false" && in_benchmark &&
        !trouble.empty())
      builder.fail(joined(names), trouble);
    if (tag->name == "TestCase") trouble.clear();
    if (is_level && tag->closes && !names.empty()) names.pop_back();
  }
  note_summary_only(builder, name, "mean of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
