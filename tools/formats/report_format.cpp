#include "report_format.hpp"

#include "baselines/error.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/render/html.hpp"
#include "ci/render/junit.hpp"
#include "ci/render/markdown.hpp"
#include "ci/render/text.hpp"
#include "ci/report_json.hpp"
#include "ci/slack/blocks.hpp"

#include <array>
#include <filesystem>
#include <string_view>
#include <vector>

namespace pawl::tools {

namespace {

struct Format {
  std::string_view name;
  std::string (*render)(const ci::Report& report, const Console& console);
};

constexpr std::array formats = {
    Format{"text", [](const ci::Report& report,
                      const Console& console) { return ci::text(report, text_options(console)); }},
    Format{"markdown",
           [](const ci::Report& report, const Console&) { return ci::markdown(report); }},
    Format{"json",
           [](const ci::Report& report, const Console&) { return ci::report_json(report); }},
    Format{"html", [](const ci::Report& report, const Console&) { return ci::html(report); }},
    Format{"junit", [](const ci::Report& report, const Console&) { return ci::junit(report); }},
    Format{"slack",
           [](const ci::Report& report, const Console&) { return ci::slack_blocks(report); }},
};

const Format& format_of(const Arguments& arguments) {
  const std::string name = arguments.value_or("format", "text");
  std::vector<std::string_view> known;
  for (const Format& format : formats) {
    if (format.name == name) return format;
    known.push_back(format.name);
  }
  const std::string hint = baselines::did_you_mean(name, known);
  throw Error(Fault::usage,
              "--format: no such format \"" + name + "\"" + (hint.empty() ? "; see --help" : hint));
}

}  // namespace

Option report_format_option() {
  std::string names;
  for (const Format& format : formats)
    names += (names.empty() ? "" : ", ") + std::string(format.name);
  return format_option(names + " (default: text)");
}

std::string rendered(const ci::Report& report, const Arguments& arguments, const Console& console) {
  return format_of(arguments).render(report, console);
}

void check_format(const Arguments& arguments) {
  format_of(arguments);
}

Status status_of(const ci::Report& report) {
  switch (report.verdict) {
    case ci::ReportVerdict::pass:
      return Status::pass;
    case ci::ReportVerdict::fail:
      return Status::regression;
    case ci::ReportVerdict::inconclusive:
      break;
  }
  return report.policy.inconclusive_is_a_warning ? Status::pass : Status::inconclusive;
}

}  // namespace pawl::tools
