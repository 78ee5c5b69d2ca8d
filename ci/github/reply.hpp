#pragma once
/// A Reply is what a slash command gets: a reaction to the comment and a sentence below it.

#include <string>

namespace pawl::ci {

struct Reply {
  std::string reaction;  ///< GitHub's word for it: "+1", "confused", "eyes", "rocket"
  std::string sentence;  ///< markdown
};

}  // namespace pawl::ci
