#pragma once
/// A committed file is read and replaced through GitHub's contents API: one commit of one file,
/// without a clone.

#include "github.hpp"

#include <functional>
#include <string>

namespace pawl::ci {

/// One file as it is at a commit.
struct CommittedFile {
  std::string text;
  std::string sha;  ///< its identity, which a change of it must name; empty: there is none
};

/// `ref`: a commit, or a branch's name as it is. Error (Fault::remote) where it is over 1 MB, which
/// that API does not give.
CommittedFile committed_file(Github& github, const std::string& path, const std::string& ref);

struct FileChange {
  std::string path;
  std::string ref;      ///< what the change is made from: the file as it is at this commit
  std::string branch;   ///< where it is committed
  std::string message;  ///< the commit's
};

/// Commits what `text_from` makes of the file. A commit that may have been made although no answer
/// came is looked for before it is repeated; nothing is committed when nothing changes. False where
/// GitHub forbids it: by 403, or where a protected branch demands a pull request or a check by 409,
/// which is its answer to a commit beside this one as well, so that it is asked twice. Error
/// (Fault::remote) where the file on the branch is no more the one at `ref`.
[[nodiscard]] bool commit_file(Github& github, const FileChange& change,
                               const std::function<std::string(const CommittedFile&)>& text_from);

}  // namespace pawl::ci
