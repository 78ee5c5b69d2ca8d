#include "issue.hpp"

#include "ci/alerts/alert.hpp"
#include "ci/headline.hpp"
#include "ci/http/secret.hpp"
#include "ci/inert.hpp"
#include "ci/render/markdown.hpp"
#include "json.hpp"
#include "own.hpp"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

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

constexpr std::string_view list_begin = "<!-- pawl-alerts:";
constexpr std::size_t most_listed = 1000;      // half of what a body may hold
constexpr std::size_t digits = 32;             // of a fingerprint
constexpr std::string_view others = "others";  // behind them: there are more than are listed

/// The second line of an issue's body: which alerts it is open for.
std::string list_of(const std::set<std::string>& fingerprints) {
  std::string line(list_begin);
  std::size_t listed = 0;
  for (const std::string& one : fingerprints)
    if (listed++ < most_listed) line += " " + one;
  if (listed > most_listed) line += " " + std::string(others);
  return line + " -->";
}

/// Where the issue's body lists its alerts: that line's begin and size; an empty one at its end.
std::pair<std::size_t, std::size_t> list_in_body(const std::string& body) {
  const std::size_t begin = std::min(body.find(list_begin), body.size());
  return {begin, std::min(body.find('\n', begin), body.size()) - begin};
}

std::set<std::string> listed_in(const std::string& body) {
  std::set<std::string> listed;
  const auto [begin, size] = list_in_body(body);
  std::istringstream in(body.substr(begin, size));
  for (std::string word; in >> word;)
    if (word.size() == digits || word == others) listed.insert(word);
  return listed;
}

/// The body with that list in place of its own.
std::string relisted(std::string body, const std::set<std::string>& fingerprints) {
  const auto [begin, size] = list_in_body(body);
  return body.replace(begin, size, list_of(fingerprints));
}

/// The body: marker, alerts, report.
std::string body_of(const Report& report, const std::string& page,
                    const std::set<std::string>& fingerprints) {
  const std::string list = list_of(fingerprints) + "\n";
  std::string text =
      markdown(report, {.limit = longest_comment - list.size(), .whole_report = page});
  return text.insert(text.find('\n') + 1, list);
}

std::string sentence(const std::string& done, const json::value& issue) {
  const std::string url = printable(text_at(issue, {"html_url"}), 200);
  return done + " issue " + number_at(issue, {"number"}) + (url.empty() ? "" : ": " + url);
}

}  // namespace

std::string place_issue(
    Github& github, const std::string& marker,
    const std::function<IssueChange(const std::optional<std::string>& body)>& decide) {
  std::string done;
  const Answer nothing = Response{.status = 204, .headers = {}, .body = "{}"};
  const Response response = github.write([&]() -> Answer {
    const std::optional<json::value> old = open_issue(github, marker);
    const IssueChange change = decide(old ? std::optional(text_at(*old, {"body"})) : std::nullopt);
    done = change.kind == IssueChange::Kind::left ? "left" : "";
    const bool is_closed = change.kind == IssueChange::Kind::closed;
    if (done == "left" || (is_closed && !old)) return nothing;
    json::object fields = {{"body", change.body}};
    if (!change.title.empty()) fields["title"] = change.title;
    if (!old) {
      done = "opened";
      return github.write_once("POST", github.in_repository("/issues"), json::serialize(fields));
    }
    done = is_closed ? "closed" : "updated";
    if (is_closed) fields = {{"state", "closed"}, {"state_reason", "completed"}};
    return github.write_once("PATCH",
                             github.in_repository("/issues/" + number_at(*old, {"number"})),
                             json::serialize(fields));
  });
  if (done == "left") return "left the issue as it is: what it is open for is not known to be gone";
  return done.empty() ? "found no issue to close" : sentence(done, parsed(response.body));
}

std::string keep_issue(Github& github, const Report& report, const std::string& page) {
  const Alerts alerts = alerts_of(report);
  std::set<std::string> firing;
  for (const Alert& alert : alerts.firing) firing.insert(alert.fingerprint);
  const bool is_all_well = firing.empty() && alerts.unsure.empty();
  const auto is_gone = [&](const std::string& one) {
    return one == others ? is_all_well : alerts.is_gone(one);
  };
  const auto decide = [&](const std::optional<std::string>& body) -> IssueChange {
    const std::set<std::string> listed = listed_in(body.value_or(""));
    std::set<std::string> open = listed;
    std::erase_if(open, is_gone);
    open.insert(firing.begin(), firing.end());
    if (!firing.empty())
      return {IssueChange::Kind::kept, title_of(report), body_of(report, page, open)};
    const bool is_unknown = listed.empty() && report.verdict == ReportVerdict::inconclusive;
    if (open.empty()) return {is_unknown ? IssueChange::Kind::left : IssueChange::Kind::closed};
    if (open.size() == listed.size()) return {IssueChange::Kind::left};
    return {IssueChange::Kind::kept, {}, relisted(*body, open)};
  };
  return place_issue(github, comment_marker(report), decide);
}

}  // namespace pawl::ci
