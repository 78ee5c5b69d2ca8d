#pragma once
/// A Proposal is a pull request that Pawl opens where it may not push: a branch of its own in this
/// repository, made from the base.

#include "github.hpp"

#include <string>

namespace pawl::ci {

/// The branch is made at the base's newest commit, whose SHA this is. One that is there already
/// stays as it is.
std::string make_branch(Github& github, const std::string& branch, const std::string& base);

struct Proposal {
  std::string owner;  ///< of this repository
  std::string branch, base, title, body;
};

/// Opens the pull request, or finds the one that is open from that branch; its number.
std::string propose(Github& github, const Proposal& proposal);

}  // namespace pawl::ci
