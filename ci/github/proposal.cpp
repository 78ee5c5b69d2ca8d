#include "proposal.hpp"

#include "ci/http/url.hpp"
#include "event.hpp"
#include "json.hpp"

namespace pawl::ci {

namespace {

namespace json = boost::json;

/// The SHA of the branch's newest commit; empty when there is no such branch.
std::string tip_of(Github& github, const std::string& branch) {
  const Response response =
      github.ask(github.in_repository("/git/ref/heads/" + url_path_escaped(branch)), {404});
  if (response.status == 404) return "";
  return text_at(parsed(response.body), {"object", "sha"});
}

std::string open_from(Github& github, const Proposal& proposal) {
  const std::string query =
      "/pulls?state=open&per_page=100&head=" + proposal.owner + ":" + url_escaped(proposal.branch);
  for (const std::string& page : github.pages(github.in_repository(query)))
    for (const json::value& pull : list_in(page))
      if (text_at(pull, {"head", "ref"}) == proposal.branch) return number_at(pull, {"number"});
  return "";
}

}  // namespace

std::string make_branch(Github& github, const std::string& branch, const std::string& base) {
  const std::string from = tip_of(github, base);
  if (!is_sha(from))
    throw Error(Fault::remote, "GitHub's answer: expected the SHA of the base branch");
  github.write([&]() -> Answer {
    if (!tip_of(github, branch).empty())
      return Response{.status = 200, .headers = {}, .body = "{}"};
    return github.write_once(
        "POST", github.in_repository("/git/refs"),
        json::serialize(json::object{{"ref", "refs/heads/" + branch}, {"sha", from}}));
  });
  return from;
}

std::string propose(Github& github, const Proposal& proposal) {
  std::string number;
  const Response response = github.write([&]() -> Answer {
    number = open_from(github, proposal);
    if (!number.empty()) return Response{.status = 200, .headers = {}, .body = "{}"};
    return github.write_once("POST", github.in_repository("/pulls"),
                             json::serialize(json::object{{"title", proposal.title},
                                                          {"head", proposal.branch},
                                                          {"base", proposal.base},
                                                          {"body", proposal.body}}));
  });
  return number.empty() ? number_at(parsed(response.body), {"number"}) : number;
}

}  // namespace pawl::ci
