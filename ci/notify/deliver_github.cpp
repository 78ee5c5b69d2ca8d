#include "deliver_github.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/keys/sha256.hpp"
#include "ci/github/account.hpp"
#include "ci/github/check.hpp"
#include "ci/github/comment.hpp"
#include "ci/github/github.hpp"
#include "ci/github/issue.hpp"
#include "ci/github/status.hpp"
#include "ci/github/step_summary.hpp"
#include "ci/http/secret.hpp"
#include "ci/render/markdown.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace pawl::ci {

namespace {

/// "pawl-" and 64 unpredictable bits as hexadecimal digits.
std::string random_word() {
  std::array<unsigned char, 8> bits{};
  if (::RAND_bytes(bits.data(), static_cast<int>(bits.size())) != 1)
    throw std::runtime_error("OpenSSL has no random numbers on this machine");
  return "pawl-" + baselines::hex(bits);
}

Github github_of(const Delivery& delivery, const Event& event, const std::string& permission) {
  return Github(delivery.connection(), github_account(delivery.environment, event, permission,
                                                      delivery.options.token_file));
}

/// The commit to mark: the head of the pull request rather than GITHUB_SHA, which is its merge.
std::string commit_of(const Delivery& delivery, const Event& event) {
  if (!event.head_sha.empty()) return event.head_sha;
  if (is_sha(delivery.report.commit)) return delivery.report.commit;
  if (delivery.options.dry_run) return "SHA";
  throw Error(Fault::input,
              "GITHUB_SHA: not set, and the report names no commit; which one shall be marked?");
}

}  // namespace

std::string to_github_comment(const Delivery& delivery) {
  const Event event = event_for(delivery.options, delivery.environment);
  Github github = github_of(delivery, event, "pull-requests: write");
  const std::string pull_request = pull_request_of(github, event);
  const std::string body = markdown(
      delivery.report, {.limit = longest_comment, .whole_report = run_page(delivery.environment)});
  const Comment comment = place_comment(github, pull_request, body);
  return std::string(comment.is_new ? "commented on" : "updated the comment on") +
         " pull request " + pull_request +
         (comment.url.empty() ? "" : ": " + printable(comment.url, 200));
}

std::string to_github_status(const Delivery& delivery) {
  const Event event = event_for(delivery.options, delivery.environment);
  Github github = github_of(delivery, event, "statuses: write");
  const std::string sha = commit_of(delivery, event);
  set_commit_status(github, sha, delivery.report, run_page(delivery.environment));
  return "set the status of commit " + sha.substr(0, 12);
}

std::string to_github_check(const Delivery& delivery) {
  const Event event = event_for(delivery.options, delivery.environment);
  Github github = github_of(delivery, event, "checks: write");
  const std::string sha = commit_of(delivery, event);
  const std::string page =
      place_check_run(github, sha, delivery.report, run_page(delivery.environment));
  return "placed the check run of commit " + sha.substr(0, 12) +
         (page.empty() ? "" : ": " + printable(page, 200));
}

std::string to_github_issue(const Delivery& delivery) {
  const Event event = event_for(delivery.options, delivery.environment);
  if (!delivery.options.dry_run && is_elsewhere(event, delivery.environment))
    return "left issues as they are: they are for regressions of the default branch";
  Github github = github_of(delivery, event, "issues: write");
  return keep_issue(github, delivery.report, run_page(delivery.environment));
}

std::string to_step_summary(const Delivery& delivery) {
  const StepSummary step = step_summary(delivery.report, delivery.environment,
                                        summary_size(delivery.environment), random_word());
  if (delivery.options.dry_run) {
    delivery.out << "append to " << step.summary_path << ":\n\n" << step.summary << '\n';
    if (!step.output_path.empty())
      delivery.out << "append to " << step.output_path << ":\n\n" << step.outputs << '\n';
    delivery.out << "write to the log:\n\n" << step.commands;
  } else {
    baselines::append_to_file(step.summary_path, step.summary + "\n");
    if (!step.output_path.empty()) baselines::append_to_file(step.output_path, step.outputs);
    delivery.log << step.commands;
  }
  return "wrote the step's summary";
}

}  // namespace pawl::ci
