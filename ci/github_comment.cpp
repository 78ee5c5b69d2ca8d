#include "github_comment.hpp"

#include "github_json.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace pawl::ci {

namespace {

namespace json = boost::json;

struct Found {
  std::string id, url;
  std::string author;
  bool is_by_a_bot;
  std::string body;
};

std::vector<Found> comments_with(Github& github, const std::string& pull_request,
                                 std::string_view marker) {
  std::vector<Found> found;
  for (const std::string& page :
       github.pages(github.in_repository("/issues/" + pull_request + "/comments?per_page=100")))
    for (const json::value& comment : list_in(page))
      if (text_at(comment, {"body"}).starts_with(marker))
        found.push_back({.id = number_at(comment, {"id"}),
                         .url = text_at(comment, {"html_url"}),
                         .author = text_at(comment, {"user", "login"}),
                         .is_by_a_bot = text_at(comment, {"user", "type"}) == "Bot",
                         .body = text_at(comment, {"body"})});
  return found;
}

/// The login of the token's user; empty for an app's token, which may not ask.
std::string own_login(Github& github) {
  const Response response = github.ask(github.at_root("/user"), {403, 404});
  if (response.status != 200) return "";
  return text_at(parsed(response.body), {"login"});
}

/// Anybody may write a comment that begins like ours; only our own is edited.
std::optional<Found> own_comment(Github& github, const std::string& pull_request,
                                 std::string_view marker) {
  const std::vector<Found> found = comments_with(github, pull_request, marker);
  if (found.empty()) return std::nullopt;
  const std::string login = own_login(github);
  const auto own = std::find_if(found.begin(), found.end(), [&](const Found& comment) {
    return login.empty() ? comment.is_by_a_bot : comment.author == login;
  });
  if (own == found.end()) return std::nullopt;
  return *own;
}

Answer write(Github& github, const std::optional<Found>& old, const std::string& pull_request,
             const std::string& body) {
  const std::string content = json::serialize(json::object{{"body", body}});
  if (old)
    return github.write_once("PATCH", github.in_repository("/issues/comments/" + old->id), content);
  return github.write_once("POST", github.in_repository("/issues/" + pull_request + "/comments"),
                           content);
}

Comment written(const Answer& answer, bool is_new) {
  const json::value comment = parsed(std::get<Response>(answer).body);
  return {.url = text_at(comment, {"html_url"}), .is_new = is_new};
}

/// The open pull request in that list whose head is the commit.
std::string number_by_head(Github& github, const std::string& path, const std::string& sha) {
  for (const std::string& page : github.pages(github.in_repository(path)))
    for (const json::value& pull : list_in(page))
      if (text_at(pull, {"state"}) == "open" && text_at(pull, {"head", "sha"}) == sha)
        return number_at(pull, {"number"});
  return "";
}

/// A branch's name in a URL's query: all but letters, digits and "-._~" escaped (RFC 3986, 2.1).
std::string url_escaped(std::string_view text) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~";
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string escaped;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain.find(c) != std::string_view::npos) {
      escaped += c;
    } else {
      escaped += {'%', digits[byte >> 4], digits[byte & 15]};
    }
  }
  return escaped;
}

}  // namespace

Comment place_comment(Github& github, const std::string& pull_request, const std::string& body) {
  const std::string marker = body.substr(0, body.find('\n'));
  Patience patience = github.patience();
  bool vanished = false;
  for (;;) {
    const std::optional<Found> old = own_comment(github, pull_request, marker);
    if (old && old->body == body) return {.url = old->url, .is_new = false};
    const Answer answer = write(github, old, pull_request, body);
    if (is_success(answer)) return written(answer, !old);
    const Response* response = std::get_if<Response>(&answer);
    const bool was_deleted_meanwhile = old && response != nullptr && response->status == 404;
    if (was_deleted_meanwhile && !vanished) {
      vanished = true;
    } else if (!patience.wait_after(answer)) {
      throw github.failure(answer);
    }
  }
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
