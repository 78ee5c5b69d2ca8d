#include "changes_format.hpp"

#include "baselines/error.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/render/changes_json.hpp"
#include "ci/render/changes_markdown.hpp"
#include "ci/render/changes_text.hpp"

#include <array>
#include <string_view>

namespace pawl::tools {

namespace {

using Series = std::vector<ci::SeriesChanges>;

std::string text(const Series& series, const Console& console) {
  return ci::changes_text(series, text_options(console));
}

std::string markdown(const Series& series, const Console&) {
  return ci::changes_markdown(series);
}

std::string json(const Series& series, const Console&) {
  return ci::changes_json(series);
}

struct Named {
  std::string_view name;
  ChangesFormat format;
};
constexpr std::array formats = {Named{"text", text}, Named{"markdown", markdown},
                                Named{"json", json}};

}  // namespace

Option changes_format_option() {
  return format_option("text, markdown or json (default: text)");
}

ChangesFormat changes_format(const Arguments& arguments) {
  const std::string wanted = arguments.value_or("format", "text");
  std::vector<std::string_view> names;
  for (const Named& one : formats) {
    if (one.name == wanted) return one.format;
    names.push_back(one.name);
  }
  const std::string hint = baselines::did_you_mean(wanted, names);
  throw Error(Fault::usage, "--format: no such format \"" + wanted + "\"" +
                                (hint.empty() ? "; see --help" : hint));
}

}  // namespace pawl::tools
