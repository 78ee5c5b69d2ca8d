#include "committed_file.hpp"

#include "baselines/keys/base64.hpp"
#include "ci/http/url.hpp"
#include "json.hpp"

#include <utility>

namespace pawl::ci {

namespace json = boost::json;

namespace {

std::string url_of(const Github& github, const std::string& path) {
  return github.in_repository("/contents/" + url_path_escaped(path));
}

bool is_denied(const Answer& answer) {
  return has_status(answer, 403) && !is_rate_limit(std::get<Response>(answer));
}

}  // namespace

CommittedFile committed_file(Github& github, const std::string& path, const std::string& ref) {
  const Response response = github.ask(url_of(github, path) + "?ref=" + url_escaped(ref), {404});
  if (response.status == 404) return {};
  const json::value file = parsed(response.body);
  if (text_at(file, {"encoding"}) != "base64")
    throw Error(Fault::remote, path +
                                   ": too large for GitHub's contents API; use `pawl baseline "
                                   "accept` and commit it yourself");
  std::string lines = text_at(file, {"content"});
  std::erase(lines, '\n');
  auto text = baselines::base64_decoded(lines);
  if (!text) throw Error(Fault::remote, path + ": GitHub's answer: expected base64");
  return {std::move(*text), text_at(file, {"sha"})};
}

bool commit_file(Github& github, const FileChange& change,
                 const std::function<std::string(const CommittedFile&)>& text_from) {
  const CommittedFile before = committed_file(github, change.path, change.ref);
  const std::string text = text_from(before);
  json::object content = {
      {"message", change.message}, {"content", baselines::base64(text)}, {"branch", change.branch}};
  if (!before.sha.empty()) content["sha"] = before.sha;
  const auto put = [&] {
    return github.write_once("PUT", url_of(github, change.path), json::serialize(content));
  };
  const auto on_branch = [&] { return committed_file(github, change.path, change.branch); };
  // A conflict, although nobody changed the file. Of one that was not there it is a 422.
  const auto is_unfounded = [&](const Answer& answer) {
    if (!has_status(answer, 409) && !has_status(answer, 422)) return false;
    if (on_branch().sha != before.sha)
      throw Error(Fault::remote, change.path + ": was changed on this branch meanwhile; ask again");
    return has_status(answer, 409);
  };
  bool is_first = true, is_forbidden = false;
  github.write([&]() -> Answer {
    const Answer done = Response{.status = 200, .headers = {}, .body = "{}"};
    const bool is_repeated = !std::exchange(is_first, false);
    if (text == before.text || (is_repeated && on_branch().text == text)) return done;
    Answer answer = put();
    if (is_unfounded(answer)) {
      answer = put();
      is_forbidden = is_unfounded(answer);
    }
    is_forbidden = is_forbidden || is_denied(answer);
    return is_forbidden ? done : answer;
  });
  return !is_forbidden;
}

}  // namespace pawl::ci
