#pragma once
/// The report's comment on a pull request: one for each suite and testbed, made once, then edited.

#include "event.hpp"
#include "github.hpp"

#include <string>

namespace pawl::ci {

struct Comment {
  std::string url;      ///< for people: "https://github.com/o/r/pull/7#issuecomment-55"
  bool is_new = false;  ///< else an older one was edited
};

/// Places `body`, whose first line is its hidden marker ("<!-- pawl:SUITE@TESTBED -->"): edits the
/// comment that begins with the same marker and was written by this token's user, or makes one,
/// which goes again where another job has made one at the same moment. A write whose answer was
/// lost is looked for before it is repeated. Errors: Github's.
Comment place_comment(Github& github, const std::string& pull_request, const std::string& body);

/// The number of the pull request that the event belongs to. The workflow_run event of a fork does
/// not tell it: then that of the open one with that head commit. Error (Fault::input) when there is
/// none.
std::string pull_request_of(Github& github, const Event& event);

}  // namespace pawl::ci
