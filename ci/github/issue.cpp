#include "issue.hpp"

#include "ci/alerts/alert.hpp"
#include "ci/headline.hpp"
#include "ci/http/secret.hpp"
#include "ci/inert.hpp"
#include "ci/render/markdown.hpp"
#include "json.hpp"
#include "own.hpp"

#include <set>
#include <sstream>

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
constexpr std::size_t most_listed = 100;
constexpr std::size_t list_room = 4096;  // bytes of the body
constexpr std::size_t digits = 32;       // of a fingerprint

/// The second line of an issue's body: which alerts it is open for.
std::string list_of(const std::set<std::string>& fingerprints) {
  std::string line(list_begin);
  std::size_t listed = 0;
  for (const std::string& one : fingerprints)
    if (listed++ < most_listed) line += " " + one;
  return line + " -->\n";
}

/// Those that the issue's body lists and the report does not know to be gone.
std::set<std::string> still_open(const std::string& body, const Alerts& alerts) {
  std::set<std::string> open;
  const std::size_t begin = body.find(list_begin);
  if (begin == std::string::npos) return open;
  const std::string line = body.substr(begin, body.find('\n', begin) - begin);
  std::istringstream in(line.substr(list_begin.size()));
  for (std::string word; in >> word;)
    if (word.size() == digits && !alerts.is_gone(word)) open.insert(word);
  return open;
}

/// The body: marker, alerts, report.
std::string body_of(const Report& report, const std::string& page,
                    const std::set<std::string>& fingerprints) {
  std::string text = markdown(report, {.limit = longest_comment - list_room, .whole_report = page});
  text.insert(text.find('\n') + 1, list_of(fingerprints));
  return text;
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
    json::object fields = {{"title", change.title}, {"body", change.body}};
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
  const auto decide = [&](const std::optional<std::string>& body) -> IssueChange {
    if (!body && firing.empty()) return {IssueChange::Kind::closed};
    std::set<std::string> open = body ? still_open(*body, alerts) : firing;
    const bool is_in_doubt = !open.empty() || report.verdict == ReportVerdict::inconclusive;
    if (firing.empty()) return {is_in_doubt ? IssueChange::Kind::left : IssueChange::Kind::closed};
    open.insert(firing.begin(), firing.end());
    return {IssueChange::Kind::kept, title_of(report), body_of(report, page, open)};
  };
  return place_issue(github, comment_marker(report), decide);
}

}  // namespace pawl::ci
