#include "github_issue.hpp"

#include "github_json.hpp"
#include "github_own.hpp"
#include "headline.hpp"
#include "inert.hpp"
#include "markdown.hpp"
#include "secret.hpp"

namespace pawl::ci {

namespace {

namespace json = boost::json;

/// The open issue that begins with the marker; the list holds pull requests too.
std::optional<json::value> open_issue(Github& github, const std::string& marker) {
  json::array marked;
  for (const std::string& page :
       github.pages(github.in_repository("/issues?state=open&per_page=100")))
    for (const json::value& issue : list_in(page))
      if (value_at(issue, {"pull_request"}) == nullptr &&
          text_at(issue, {"body"}).starts_with(marker))
        marked.push_back(issue);
  return first_own(github, marked);
}

std::string title_of(const Report& report) {
  return "Performance: " + plain(headline(report), 150) + " (" + plain(report.suite, 60) + ")";
}

std::string sentence(const std::string& done, const json::value& issue) {
  const std::string url = printable(text_at(issue, {"html_url"}), 200);
  return done + " issue " + number_at(issue, {"number"}) + (url.empty() ? "" : ": " + url);
}

}  // namespace

std::string keep_issue(Github& github, const Report& report, const std::string& page) {
  if (report.verdict == ReportVerdict::inconclusive) return "left issues as they are: inconclusive";
  const bool is_failing = report.verdict == ReportVerdict::fail;
  json::object content = {
      {"title", title_of(report)},
      {"body", markdown(report, {.limit = longest_comment, .whole_report = page})}};
  std::string done = "opened";
  const Response response = github.write([&]() -> Answer {
    const std::optional<json::value> old = open_issue(github, comment_marker(report));
    if (!old && !is_failing) return Response{.status = 204, .headers = {}, .body = "{}"};
    if (!old)
      return github.write_once("POST", github.in_repository("/issues"), json::serialize(content));
    done = is_failing ? "updated" : "closed";
    json::object change = content;
    if (!is_failing) change = {{"state", "closed"}, {"state_reason", "completed"}};
    return github.write_once("PATCH",
                             github.in_repository("/issues/" + number_at(*old, {"number"})),
                             json::serialize(change));
  });
  if (response.status == 204) return "found no issue to close";
  return sentence(done, parsed(response.body));
}

}  // namespace pawl::ci
