#pragma once
/// Github is a repository on GitHub as a token sees it: it asks, writes, reads lists to their last
/// page, and says what is wrong in one sentence with the way out.

#include "baselines/error.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"
#include "ci/http/retry.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// Where to write, and who writes.
struct GithubAccount {
  std::string api_url = "https://api.github.com";  ///< GITHUB_API_URL; GitHub Enterprise's differs
  std::string repository{};                        ///< "owner/name"
  std::string token{};                             ///< a secret: never in a message
  std::string permission{};  ///< that the job needs to write: "pull-requests: write"
  bool is_from_fork = false;
  std::string login = "github-actions[bot]";  ///< of a token that may not ask whose it is
};

class Github {
 public:
  /// Error (Fault::input) when the API's URL would carry the token in the clear or the repository
  /// is no "owner/name". The token is one as secret() reads it: no character that a header cannot
  /// hold.
  Github(const Connection& connection, GithubAccount account);

  /// "/repos/OWNER/NAME" + path, its URL.
  std::string in_repository(std::string_view path) const;
  /// The URL of a path from the API's root: "/user".
  std::string at_root(std::string_view path) const;

  /// Who a token writes as that may not ask.
  const std::string& login() const { return account_.login; }

  /// Asks until answered. Throws Error (Fault::remote) for a status of 400 or more that is not
  /// among `expected`.
  Response ask(const std::string& url, std::vector<int> expected = {});
  /// The bodies of all pages, 100 at most, following Link's rel="next".
  std::vector<std::string> pages(const std::string& url);

  /// Writes once, at least a second after the write before it. Before repeating it, look at what is
  /// there: it may have been done although no answer came, and GitHub has no idempotency keys.
  Answer write_once(const std::string& method, const std::string& url, const std::string& body);
  /// Repeats `look_and_write` until its answer is a success, which is returned, or final, which is
  /// thrown.
  Response write(const std::function<Answer()>& look_and_write);

 private:
  /// The sentence for an answer that is no success.
  Error failure(const Answer& answer) const;
  Request request(const std::string& method, const std::string& url) const;
  /// What the response means and what to do, as the end of a sentence.
  std::string refusal(const Response& response) const;
  /// The same of a request that is not to be repeated; `said`: GitHub's own words, or empty.
  std::string rejection(int status, const std::string& said) const;

  Connection connection_;
  GithubAccount account_;
  Clock::Time last_write_{};
};

}  // namespace pawl::ci
