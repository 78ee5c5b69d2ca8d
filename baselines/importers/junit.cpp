// JUnit XML: the time of each testcase, in seconds. A case that failed or was skipped has none.
#include "formats.hpp"
#include "import_xml.hpp"

namespace pawl::baselines {

bool is_junit(const Specimen& specimen) {
  return specimen.text.substr(0, 4096).find("<testsuite") != std::string_view::npos;
}

Run parse_junit(std::string_view text, std::string_view name) {
  RunBuilder builder;
  XmlReader reader(text);
  struct Case {
    XmlTag tag;
    std::string trouble;  ///< the child that says it gave no usable time
  };
  std::optional<Case> open;
  while (auto tag = reader.next()) {
    if (tag->name == "testcase" && tag->opens) open = Case{*tag, ""};
    if (!open) continue;
    if (tag->name == "failure" || tag->name == "error" || tag->name == "skipped")
      open->trouble = tag->name + ": " + tag->attribute("message");
    if (tag->name != "testcase" || !tag->closes) continue;
    const std::string group = open->tag.attribute("classname");
    const std::string benchmark = (group.empty() ? "" : group + ".") + open->tag.attribute("name");
    if (!open->trouble.empty())
      builder.fail(benchmark, open->trouble);
    else
      add_attribute(builder, open->tag, "time", {benchmark, "wall_time", "s"},
                    [&] { return text_place(name, text, open->tag.offset); });
    open.reset();
  }
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
