#pragma once
/// A Proposal is a pull request that Pawl opens where it may not push: a branch of its own in this
/// repository, made from the base.

#include "github.hpp"

#include <string>

namespace pawl::ci {

/// Makes the branch at the base's newest commit, and returns that commit's SHA. A branch that
/// exists already is left as it is.
std::string make_branch(Github& github, const std::string& branch, const std::string& base);

struct Proposal {
  std::string owner;  ///< of this repository
  std::string branch, base, title, body;
};

/// Opens the pull request, or finds the one that is open from that branch; its number.
std::string propose(Github& github, const Proposal& proposal);

}  // namespace pawl::ci
