// JUnit XML: the time of each testcase, in seconds. A case that failed or was skipped has none;
// which was skipped did not fail, and is missing where the baseline has it.
#include "formats.hpp"
#include "import_xml.hpp"

namespace pawl::baselines {
namespace {

/// As GoogleTest and CTest say it of a case that is disabled, with a time of 0.
bool was_left_out(const XmlTag& testcase) {
  const std::string status = testcase.attribute("status");
  return status == "notrun" || status == "disabled";
}

}  // namespace

bool is_junit(const Specimen& specimen) {
  return specimen.text.substr(0, 4096).find("<testsuite") != std::string_view::npos;
}

Run parse_junit(std::string_view text, std::string_view name) {
  RunBuilder builder;
  XmlReader reader(text);
  struct Case {
    XmlTag tag;
    std::string trouble;  ///< the child that says it gave no usable time
    bool is_skipped = false;
  };
  std::optional<Case> open;
  std::size_t skipped = 0;
  std::string first_skipped;
  while (auto tag = reader.next()) {
    if (tag->name == "testcase" && tag->opens)
      open = Case{.tag = *tag, .trouble = "", .is_skipped = was_left_out(*tag)};
    if (!open) continue;
    if ((tag->name == "failure" || tag->name == "error") && tag->opens)
      open->trouble = tag->name + ": " + tag->attribute("message");
    open->is_skipped = open->is_skipped || tag->name == "skipped";
    if (tag->name != "testcase" || !tag->closes) continue;
    const std::string group = open->tag.attribute("classname");
    const std::string benchmark = (group.empty() ? "" : group + ".") + open->tag.attribute("name");
    if (!open->trouble.empty())
      builder.fail(benchmark, open->trouble);
    else if (open->is_skipped)
      first_skipped = skipped++ == 0 ? benchmark : first_skipped;
    else
      add_attribute(builder, open->tag, "time", {benchmark, "wall_time", "s"},
                    [&] { return text_place(name, text, open->tag.offset); });
    open.reset();
  }
  if (skipped > 0)
    builder.note(std::string(name) + ": cases that were skipped: " + std::to_string(skipped) +
                 ", the first: " + first_skipped);
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
