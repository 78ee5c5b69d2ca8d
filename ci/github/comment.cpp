#include "comment.hpp"

#include "ci/http/url.hpp"
#include "json.hpp"
#include "own.hpp"

#include <optional>
#include <string_view>
#include <utility>

namespace pawl::ci {

namespace {

namespace json = boost::json;

/// The comment that begins with the marker and is our own; anybody may write one that begins so.
std::optional<json::value> own_comment(Github& github, const std::string& pull_request,
                                       std::string_view marker) {
  json::array marked;
  for (const std::string& page :
       github.pages(github.in_repository("/issues/" + pull_request + "/comments?per_page=100")))
    for (const json::value& comment : list_in(page))
      if (text_at(comment, {"body"}).starts_with(marker)) marked.push_back(comment);
  return first_own(github, marked);
}

std::string url_of(const Github& github, const std::string& id) {
  return github.in_repository("/issues/comments/" + id);
}

std::string content_of(const std::string& body) {
  return json::serialize(json::object{{"body", body}});
}

/// Edits the comment, or makes one where there is none, or none any more.
Answer edit_or_make(Github& github, const std::optional<json::value>& old,
                    const std::string& pull_request, const std::string& body) {
  if (old) {
    const std::string url = url_of(github, number_at(*old, {"id"}));
    const Answer answer = github.write_once("PATCH", url, content_of(body));
    if (!has_status(answer, 404)) return answer;
  }
  const std::string path = "/issues/" + pull_request + "/comments";
  return github.write_once("POST", github.in_repository(path), content_of(body));
}

/// Of two numbers.
bool is_less(const std::string& a, const std::string& b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

/// Another job may have made a comment at the same moment, too: of the two the older one stays, so
/// that each job, whatever it sees of the other, leaves the same one.
Response settled(Github& github, Response made, const std::string& pull_request,
                 const std::string& body, std::string_view marker) {
  const std::string ours = number_at(parsed(made.body), {"id"});
  if (ours.empty()) return made;
  const std::optional<json::value> first = own_comment(github, pull_request, marker);
  const std::string other = first ? number_at(*first, {"id"}) : "";
  if (other.empty() || !is_less(other, ours)) return made;
  made = github.write(
      [&] { return github.write_once("PATCH", url_of(github, other), content_of(body)); });
  github.write([&] { return done_if_gone(github.write_once("DELETE", url_of(github, ours), "")); });
  return made;
}

/// The open pull request in that list whose head is the commit.
std::string number_by_head(Github& github, const std::string& path, const std::string& sha) {
  for (const std::string& page : github.pages(github.in_repository(path)))
    for (const json::value& pull : list_in(page))
      if (text_at(pull, {"state"}) == "open" && text_at(pull, {"head", "sha"}) == sha)
        return number_at(pull, {"number"});
  return "";
}

}  // namespace

Comment place_comment(Github& github, const std::string& pull_request, const std::string& body) {
  const std::string marker = body.substr(0, body.find('\n'));
  Response response = github.write([&]() -> Answer {
    const std::optional<json::value> old = own_comment(github, pull_request, marker);
    if (old && text_at(*old, {"body"}) == body)
      return Response{.status = 200, .headers = {}, .body = json::serialize(*old)};
    return edit_or_make(github, old, pull_request, body);
  });
  if (response.status == 201)
    response = settled(github, std::move(response), pull_request, body, marker);
  return {.url = text_at(parsed(response.body), {"html_url"}), .is_new = response.status == 201};
}

std::string pull_request_of(Github& github, const Event& event) {
  if (!event.pull_request.empty()) return event.pull_request;
  std::string number;
  if (!event.head_sha.empty())
    number = number_by_head(github, "/commits/" + event.head_sha + "/pulls?per_page=100",
                            event.head_sha);
  if (number.empty() && !event.head_repository.empty() && !event.head_branch.empty()) {
    const std::string owner = event.head_repository.substr(0, event.head_repository.find('/'));
    number = number_by_head(
        github,
        "/pulls?state=open&per_page=100&head=" + owner + ":" + url_escaped(event.head_branch),
        event.head_sha);
  }
  if (number.empty())
    throw Error(Fault::input,
                "no open pull request has the commit of this workflow at its head; name one by "
                "--pull-request NUMBER, or run on pull_request events");
  return number;
}

}  // namespace pawl::ci
