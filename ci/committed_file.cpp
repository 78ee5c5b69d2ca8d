#include "committed_file.hpp"

#include "github_json.hpp"
#include "signature.hpp"

#include <utility>

namespace pawl::ci {

namespace json = boost::json;

CommittedFile committed_file(Github& github, const std::string& path, const std::string& ref) {
  const Response response =
      github.ask(github.in_repository("/contents/" + path + "?ref=" + url_escaped(ref)), {404});
  if (response.status == 404) return {};
  const json::value file = parsed(response.body);
  if (text_at(file, {"encoding"}) != "base64")
    throw Error(Fault::remote, path +
                                   ": too large for GitHub's contents API; use `pawl baseline "
                                   "accept` and commit it yourself");
  return {base64_decoded(text_at(file, {"content"})), text_at(file, {"sha"})};
}

void commit_file(Github& github, const FileChange& change,
                 const std::function<std::string(const CommittedFile&)>& text_from) {
  const CommittedFile before = committed_file(github, change.path, change.ref);
  const std::string text = text_from(before);
  json::object content = {
      {"message", change.message}, {"content", base64(text)}, {"branch", change.branch}};
  if (!before.sha.empty()) content["sha"] = before.sha;
  bool is_first = true;
  github.write([&]() -> Answer {
    const bool is_repeated = !std::exchange(is_first, false);
    if (text == before.text ||
        (is_repeated && committed_file(github, change.path, change.branch).text == text))
      return Response{.status = 200, .headers = {}, .body = "{}"};
    return github.write_once("PUT", github.in_repository("/contents/" + change.path),
                             json::serialize(content));
  });
}

}  // namespace pawl::ci
