#include "github.hpp"

#include "ci/http/secret.hpp"
#include "ci/http/url.hpp"
#include "ci/json_path.hpp"
#include "event.hpp"

#include <algorithm>
#include <ctime>

namespace pawl::ci {

namespace {

constexpr std::size_t most_pages = 100;  // 10,000 entries

/// "until 14:05:00 UTC" of x-ratelimit-reset or Retry-After.
std::string when_again(const Response& response, Clock::Time now) {
  const auto pause = requested_pause(response, now);
  if (!pause) return "try again in some minutes";
  const std::time_t then = (now + *pause).time_since_epoch().count();
  std::tm parts{};
  ::gmtime_r(&then, &parts);
  char text[16];
  std::strftime(text, sizeof text, "%H:%M:%S", &parts);
  return std::string("try again after ") + text + " UTC";
}

/// GitHub's own words: {"message":"Validation Failed","errors":[{"message":…}]}.
std::string message_of(const std::string& body) {
  boost::system::error_code failure;
  const boost::json::value root = boost::json::parse(body, failure);
  if (failure) return "";
  return printable(text_at(root, {"message"}), 200);
}

std::string in_parentheses(const std::string& text) {
  return text.empty() ? "" : " (\"" + text + "\")";
}

/// The URL of rel="next" in a Link header (RFC 8288); empty when there is none.
std::string next_page(std::string_view link) {
  for (std::size_t open = link.find('<'); open != std::string_view::npos;
       open = link.find('<', open + 1)) {
    const std::size_t close = link.find('>', open);
    if (close == std::string_view::npos) return "";
    const std::string_view parameters = link.substr(close, link.find('<', close) - close);
    if (parameters.find("rel=\"next\"") != std::string_view::npos)
      return std::string(link.substr(open + 1, close - open - 1));
  }
  return "";
}

}  // namespace

Github::Github(const Connection& connection, GithubAccount account)
    : connection_(connection), account_(std::move(account)) {
  while (account_.api_url.ends_with('/')) account_.api_url.pop_back();
  if (!keeps_secrets(account_.api_url))
    throw Error(Fault::input, "GITHUB_API_URL: expected an https:// URL, found \"" +
                                  origin(account_.api_url) +
                                  "\"; the token must not travel in the clear");
  if (!is_repository(account_.repository))
    throw Error(Fault::input, "GITHUB_REPOSITORY: expected \"owner/name\", found \"" +
                                  printable(account_.repository, 100) + "\"");
}

std::string Github::in_repository(std::string_view path) const {
  return account_.api_url + "/repos/" + account_.repository + std::string(path);
}

std::string Github::at_root(std::string_view path) const {
  return account_.api_url + std::string(path);
}

Request Github::request(const std::string& method, const std::string& url) const {
  Request request{.method = method, .url = url};
  request.headers = {{"Accept", "application/vnd.github+json"},
                     {"X-GitHub-Api-Version", "2022-11-28"},
                     {"Authorization", "Bearer " + account_.token}};
  return request;
}

Response Github::ask(const std::string& url, std::vector<int> expected) {
  const Answer answer = send_patiently(connection_, request("GET", url));
  if (is_success(answer)) return std::get<Response>(answer);
  const Response* response = std::get_if<Response>(&answer);
  const bool is_expected = response != nullptr && !is_rate_limit(*response) &&
                           std::count(expected.begin(), expected.end(), response->status) > 0;
  if (!is_expected) throw failure(answer);
  return *response;
}

std::vector<std::string> Github::pages(const std::string& url) {
  std::vector<std::string> bodies;
  for (std::string next = url; !next.empty() && bodies.size() < most_pages;) {
    const Response response = ask(next);
    bodies.push_back(response.body);
    next = next_page(header(response.headers, "link"));
    if (!next.empty() && !same_origin(next, account_.api_url))
      throw Error(Fault::remote, origin(account_.api_url) +
                                     ": its next page is said to be elsewhere, where the token "
                                     "must not go; check GITHUB_API_URL");
  }
  return bodies;
}

Answer Github::write_once(const std::string& method, const std::string& url,
                          const std::string& body) {
  constexpr std::chrono::seconds distance{1};
  const auto since = connection_.clock.now() - last_write_;
  if (since <= distance) connection_.clock.sleep(distance);
  last_write_ = connection_.clock.now();
  Request write = request(method, url);
  write.headers.emplace_back("Content-Type", "application/json");
  write.body = body;
  return connection_.http.send(write);
}

Response Github::write(const std::function<Answer()>& look_and_write) {
  Patience patience(connection_.clock, connection_.policy);
  for (;;) {
    const Answer answer = look_and_write();
    if (is_success(answer)) return std::get<Response>(answer);
    if (!patience.wait_after(answer)) throw failure(answer);
  }
}

Error Github::failure(const Answer& answer) const {
  if (const NoResponse* none = std::get_if<NoResponse>(&answer))
    return {Fault::remote, none->reason + "; check the network, HTTPS_PROXY and GITHUB_API_URL"};
  return {Fault::remote, origin(account_.api_url) + ": " + refusal(std::get<Response>(answer))};
}

std::string Github::refusal(const Response& response) const {
  const std::string status = std::to_string(response.status);
  if (is_rate_limit(response))
    return "its rate limit is reached (" + status + "); " +
           when_again(response, connection_.clock.now());
  if (response.status >= 500)
    return "it failed (" + status +
           ") at every try; try again later, or see https://www.githubstatus.com";
  if (response.status >= 300 && response.status < 400)
    return "it redirects (" + status + "); was " + account_.repository +
           " renamed? Set GITHUB_REPOSITORY to its new name";
  return rejection(response.status,
                   in_parentheses(message_of(redacted(response.body, account_.token))));
}

std::string Github::rejection(int status, const std::string& said) const {
  switch (status) {
    case 401:
      return "it does not know the token (401); is GITHUB_TOKEN right and not expired?";
    case 403:
      return "it forbids this (403" + said +
             (account_.is_from_fork
                  ? "): the token of a pull request from a fork can only read; post from a "
                    "workflow_run job, as `pawl init` writes it"
                  : "); give the job `permissions: " + account_.permission + "`");
    case 404:
      return "it finds nothing there (404); does " + account_.repository +
             " exist, has it that pull request, and may the token see it (`permissions: " +
             account_.permission + "`)?";
    case 410:
      return "it is gone or switched off there (410" + said + ")";
    case 422:
      return "it rejects what Pawl sent as invalid (422" + said +
             "); please report it with the output of --dry-run";
    default:
      return "unexpected status " + std::to_string(status) + said;
  }
}

}  // namespace pawl::ci
