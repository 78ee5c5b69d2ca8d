#pragma once
/// An Event is what made a workflow run, as far as a report's delivery needs it: read from the
/// webhook payload at GITHUB_EVENT_PATH and from GITHUB_* variables.

#include "ci/environment.hpp"

#include <string>
#include <string_view>

namespace pawl::ci {

/// The page of the workflow run, where the whole report is; empty outside of GitHub Actions.
std::string run_page(const Environment& environment);

struct Event {
  std::string pull_request{};     ///< its number, digits; empty when the payload names none
  std::string measured_on{};      ///< of a workflow_run: the event of the run it follows
  std::string head_sha{};         ///< 40 or 64 hexadecimal digits of the commit that was measured
  std::string head_repository{};  ///< "owner/name" the commit comes from
  std::string head_branch{};      ///< its branch there
  std::string default_branch{};   ///< of the repository the workflow runs in
  bool is_from_fork = false;      ///< then the token can only read
};

/// Reads the payload of a pull_request, pull_request_target, issue_comment, workflow_run, push,
/// check_suite or other event. A workflow_run lists pull requests that have its head's branch or
/// commit in whatever repository: none of them is believed. Strangers write parts of it: whatever
/// is not a number, a SHA or a repository's name is dropped. Error (Fault::input) when it is no
/// JSON object.
Event parse_event(std::string_view payload);

/// The event of this environment: its payload where GITHUB_EVENT_PATH names one, completed from
/// GITHUB_SHA and GITHUB_REF ("refs/pull/7/merge").
Event event_of(const Environment& environment);

/// Whether the run is known to be of another branch than the default one: then it neither opens nor
/// ends what belongs to the default branch. In a workflow_run GITHUB_REF is always the default
/// branch, so what counts is the run that it follows.
bool is_elsewhere(const Event& event, const Environment& environment);

/// "7" → true; a repository "o/r"; a SHA of 40 or 64 lower-case hexadecimal digits.
bool is_number(std::string_view text);
bool is_repository(std::string_view text);
bool is_sha(std::string_view text);

}  // namespace pawl::ci
