#include "status.hpp"

#include "ci/headline.hpp"
#include "ci/inert.hpp"

#include <boost/json.hpp>

namespace pawl::ci {

namespace {

constexpr std::size_t longest_description = 140;  // characters

std::string_view state_of(const Report& report) {
  switch (report.verdict) {
    case ReportVerdict::pass:
      return "success";
    case ReportVerdict::fail:
      return "failure";
    case ReportVerdict::inconclusive:
      return report.policy.inconclusive_is_a_warning ? "success" : "error";
  }
  return "error";
}

}  // namespace

void set_commit_status(Github& github, const std::string& sha, const Report& report,
                       const std::string& page) {
  boost::json::object status = {{"state", state_of(report)},
                                {"context", "pawl/" + suite_and_testbed(report)},
                                {"description", plain(headline(report), longest_description)}};
  if (page.starts_with("https://")) status["target_url"] = page;
  const std::string url = github.in_repository("/statuses/" + sha);
  // The same status twice counts as one: the last of a context stands.
  github.write([&] { return github.write_once("POST", url, boost::json::serialize(status)); });
}

}  // namespace pawl::ci
