#include "alert_issue.hpp"

#include "baselines/instant.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "ci/render/markdown.hpp"
#include "ci/render/page.hpp"
#include "issue.hpp"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

namespace pawl::ci {

namespace {

constexpr std::size_t section_end = 60;  // "* and 1,234 more: …"

/// Suite and testbed.
using Scope = std::pair<std::string, std::string>;

Scope scope_of(const BookedAlert& alert) {
  return {alert.suite, alert.testbed};
}

std::string line_of(const BookedAlert& alert) {
  std::string line = "* " + markdown_prose(alert.alert.summary, 250) + " – " +
                     std::string(name(alert.state)) + " since " +
                     baselines::instant_text(alert.opened);
  if (!alert.by.empty()) line += ", by " + markdown_prose(alert.by, 60);
  return line + " (rule " + markdown_code(alert.rule, 60) + ", alert " + markdown_code(alert.id) +
         ")\n";
}

std::string title_of(const std::vector<BookedAlert>& standing) {
  const BookedAlert& first = standing.front();
  return "Performance: " + count(standing.size(), "alert") + " of " +
         plain(first.suite.empty() ? "default" : first.suite, 60) + " on " +
         plain(first.testbed, 60);
}

}  // namespace

std::string alert_issue_marker(const std::string& suite, const std::string& testbed) {
  return "<!-- pawl-book:" + comment_word(suite) + "@" + comment_word(testbed) + " -->";
}

std::string alert_issue_body(const std::vector<BookedAlert>& standing) {
  const BookedAlert& first = standing.front();
  const std::string closing =
      "\nPawl edits this issue as alerts come and go, and closes it with the last. "
      "`pawl alerts ack ID` takes an alert on.\n";
  Page page(longest_comment, section_end + closing.size());
  page.add(alert_issue_marker(first.suite, first.testbed) + "\n");
  std::size_t shown = 0;
  while (shown < std::min(standing.size(), most_in_issue) && page.add(line_of(standing[shown])))
    ++shown;
  if (shown < standing.size())
    page.append("* and " + count(standing.size() - shown) + " more: `pawl alerts list`\n");
  page.append(closing);
  return page.text();
}

void keep_alert_issues(Github& github, const std::vector<AlertNews>& news,
                       const std::vector<BookedAlert>& standing) {
  std::set<Scope> scopes;
  for (const AlertNews& one : news) scopes.insert(scope_of(one.alert));
  for (const Scope& scope : scopes) {
    std::vector<BookedAlert> here;
    std::ranges::copy_if(standing, std::back_inserter(here),
                         [&](const BookedAlert& alert) { return scope_of(alert) == scope; });
    const IssueChange change =
        here.empty() ? IssueChange{IssueChange::Kind::closed}
                     : IssueChange{IssueChange::Kind::kept, title_of(here), alert_issue_body(here)};
    place_issue(github, alert_issue_marker(scope.first, scope.second),
                [&](const std::optional<std::string>&) { return change; });
  }
}

}  // namespace pawl::ci
