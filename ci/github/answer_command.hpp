#pragma once
/// Answers a slash command: by a reaction to the comment and one sentence below it.
///
/// Nothing is done unless the comment is new, on a pull request, and GitHub says that its author
/// may write to the repository. What is done is done for the head commit as it is then: a run of
/// another commit is refused, and so is a run whose suite and testbed have no baseline on the base
/// branch, since only the run itself says which they are. Answering twice leaves one answer.

#include "baselines/run/run.hpp"
#include "github.hpp"
#include "slash_command.hpp"

#include <functional>
#include <string>

namespace pawl::ci {

/// What a command works with beyond the pull request.
struct AnswerMeans {
  std::string repository;  ///< "owner/name"; a branch elsewhere cannot be written to
  std::string today;       ///< "2026-11-25", or a time that begins with it
  /// The run of the head commit, read when it is needed; empty when there is none.
  std::function<baselines::Run()> run;
  /// Of a run: suite, testbed, and the paths at which its baseline and the suppressions are
  /// committed.
  struct Place {
    std::string suite, testbed, path, suppressions;
  };
  std::function<Place(const baselines::Run&)> place;
};

/// Says what was done. Error (Fault::remote, Fault::input), which the answer says as well.
std::string answer_command(Github& github, const CommentEvent& event, const AnswerMeans& means);

}  // namespace pawl::ci
