#pragma once
/// A repository "o/r" on a scripted GitHub.

#include "ci/github/github.hpp"
#include "support/fake_http.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pawl::tests {

inline const std::string github_api = "https://api.example";
inline const std::string github_repository = github_api + "/repos/o/r";
inline const std::string github_user = github_api + "/user";

struct OnGithub {
  explicit OnGithub(std::vector<Exchange> script)
      : http(std::move(script)),
        github({http, time.clock}, {.api_url = github_api,
                                    .repository = "o/r",
                                    .token = "ghs_planted0secret",
                                    .permission = "something: write",
                                    .is_from_fork = false}) {}

  FakeClock time;
  FakeHttp http;
  ci::Github github;
};

}  // namespace pawl::tests
