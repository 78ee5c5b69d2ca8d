#include "github_check.hpp"

#include "actions.hpp"
#include "github_json.hpp"
#include "headline.hpp"
#include "inert.hpp"
#include "markdown.hpp"

#include <algorithm>

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_text = 65'535;  // characters of a summary
constexpr std::size_t longest_title = 200;

std::string_view conclusion_of(const Report& report) {
  switch (report.verdict) {
    case ReportVerdict::pass:
      return "success";
    case ReportVerdict::fail:
      return "failure";
    case ReportVerdict::inconclusive:
      return report.policy.inconclusive_is_a_warning ? "neutral" : "failure";
  }
  return "failure";
}

std::string_view level_of(Level level) {
  switch (level) {
    case Level::error:
      return "failure";
    case Level::warning:
      return "warning";
    case Level::notice:
      return "notice";
  }
  return "notice";
}

/// At most twenty, by the log's rule of ten a level: far below the fifty that a request may have.
/// A row has no line of code of its own; the file that configures its benchmark stands for it.
json::array annotations_of(const Report& report) {
  json::array list;
  for (const Annotation& annotation : annotations(report))
    list.push_back(json::object{{"path", "pawl.toml"},
                                {"start_line", 1},
                                {"end_line", 1},
                                {"annotation_level", level_of(annotation.level)},
                                {"title", annotation.title},
                                {"message", annotation.message}});
  return list;
}

/// What a new check run and an edited one have in common.
json::object content_of(const Report& report, const std::string& page) {
  json::object output = {
      {"title", plain(headline(report), longest_title)},
      {"summary", markdown(report, {.limit = longest_text, .whole_report = page})}};
  if (const json::array list = annotations_of(report); !list.empty()) output["annotations"] = list;
  json::object content = {
      {"status", "completed"}, {"conclusion", conclusion_of(report)}, {"output", output}};
  if (page.starts_with("https://")) content["details_url"] = page;
  return content;
}

/// The number of the check run that has the identity; empty when there is none.
std::string find_run(Github& github, const std::string& sha, const std::string& identity) {
  for (const std::string& page : github.pages(
           github.in_repository("/commits/" + sha + "/check-runs?per_page=100&filter=all"))) {
    const json::value root = parsed(page);
    const json::value* runs = value_at(root, {"check_runs"});
    if (runs == nullptr || !runs->is_array()) continue;
    for (const json::value& run : runs->get_array())
      if (text_at(run, {"external_id"}) == identity) return number_at(run, {"id"});
  }
  return "";
}

}  // namespace

std::string place_check_run(Github& github, const std::string& sha, const Report& report,
                            const std::string& page) {
  const std::string identity = comment_marker(report);
  json::object content = content_of(report, page);
  const Response response = github.write([&] {
    const std::string old = find_run(github, sha, identity);
    if (!old.empty())
      return github.write_once("PATCH", github.in_repository("/check-runs/" + old),
                               json::serialize(content));
    json::object made = content;
    made["name"] = "pawl: " + plain(report.suite, 60) + " @ " + plain(report.testbed, 60);
    made["head_sha"] = sha;
    made["external_id"] = identity;
    return github.write_once("POST", github.in_repository("/check-runs"), json::serialize(made));
  });
  return text_at(parsed(response.body), {"html_url"});
}

}  // namespace pawl::ci
