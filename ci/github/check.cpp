#include "check.hpp"

#include "actions.hpp"
#include "baselines/keys/sha256.hpp"
#include "ci/headline.hpp"
#include "ci/inert.hpp"
#include "ci/render/markdown.hpp"
#include "ci/report_json.hpp"
#include "json.hpp"

#include <algorithm>
#include <cstdlib>

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_text = 65'535;  // characters of a summary
constexpr std::size_t longest_title = 200;
constexpr std::size_t most_annotations_of_a_request = 50;
constexpr std::size_t most_annotations_of_a_level = 100;  // four requests a second apart are enough

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

/// A row has no line of code of its own; the file that configures its benchmark stands for it.
json::array annotations_of(const Report& report) {
  json::array list;
  for (const Annotation& annotation : annotations(report, most_annotations_of_a_level))
    list.push_back(json::object{{"path", "pawl.toml"},
                                {"start_line", 1},
                                {"end_line", 1},
                                {"annotation_level", level_of(annotation.level)},
                                {"title", annotation.title},
                                {"message", annotation.message}});
  return list;
}

/// The check run of a report on a commit, as far as it is there. GitHub adds each request's
/// annotations to those of the requests before.
struct Placed {
  std::string number;  ///< empty: not there
  std::size_t annotations = 0;
};

Placed find_run(Github& github, const std::string& sha, const std::string& identity) {
  for (const std::string& page : github.pages(
           github.in_repository("/commits/" + sha + "/check-runs?per_page=100&filter=all"))) {
    const json::value root = parsed(page);
    for (const json::value& run : list_at(root, {"check_runs"}))
      if (text_at(run, {"external_id"}) == identity)
        return {
            number_at(run, {"id"}),
            std::strtoull(number_at(run, {"output", "annotations_count"}).c_str(), nullptr, 10)};
  }
  return {};
}

/// A check run while it is written.
struct Draft {
  const Report& report;
  const std::string& page;
  const std::string& sha;
  std::string identity;
  json::array annotations;
  Placed known{};  ///< by the answers so far
  bool is_complete = false;
};

/// What the next request says: the annotations after those that are there; with the last of them,
/// the conclusion.
json::object next_content(Draft& draft, std::size_t there) {
  const std::size_t first = std::min(there, draft.annotations.size());
  const std::size_t last =
      std::min(first + most_annotations_of_a_request, draft.annotations.size());
  json::object output = {
      {"title", plain(headline(draft.report), longest_title)},
      {"summary", markdown(draft.report, {.limit = longest_text, .whole_report = draft.page})}};
  if (first < last)
    output["annotations"] =
        json::array(draft.annotations.data() + first, draft.annotations.data() + last);
  draft.known.annotations = last;
  draft.is_complete = last == draft.annotations.size();
  json::object content = {{"status", draft.is_complete ? "completed" : "in_progress"},
                          {"output", std::move(output)}};
  if (draft.is_complete) content["conclusion"] = conclusion_of(draft.report);
  if (draft.page.starts_with("https://")) content["details_url"] = draft.page;
  return content;
}

/// What was answered counts also where GitHub does not list it yet.
Answer write_next(Github& github, Draft& draft, const Placed& known) {
  Placed there = find_run(github, draft.sha, draft.identity);
  there.annotations = std::max(there.annotations, known.annotations);
  if (there.number.empty()) there.number = known.number;
  json::object content = next_content(draft, there.annotations);
  if (!there.number.empty())
    return github.write_once("PATCH", github.in_repository("/check-runs/" + there.number),
                             json::serialize(content));
  content["name"] = "pawl: " + suite_and_testbed(draft.report);
  content["head_sha"] = draft.sha;
  content["external_id"] = draft.identity;
  return github.write_once("POST", github.in_repository("/check-runs"), json::serialize(content));
}

}  // namespace

std::string place_check_run(Github& github, const std::string& sha, const Report& report,
                            const std::string& page) {
  const std::string digest = baselines::sha256_hex(report_json(report)).substr(0, 16);
  Draft draft{report, page, sha, comment_marker(report) + " " + digest, annotations_of(report)};
  Response response;
  while (!draft.is_complete) {
    const Placed known = draft.known;
    response = github.write([&] { return write_next(github, draft, known); });
    if (known.number.empty()) draft.known.number = number_at(parsed(response.body), {"id"});
  }
  return text_at(parsed(response.body), {"html_url"});
}

}  // namespace pawl::ci
