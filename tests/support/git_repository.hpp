#pragma once
/// A repository of git in a directory of its own.

#include "temporary_directory.hpp"
#include "tools/command_line/console.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <string>

namespace pawl::tests {

/// Where git reads no settings of whoever runs the tests.
inline tools::Environment plain(const TemporaryDirectory& directory) {
  const char* path = std::getenv("PATH");
  return {{"PATH", path != nullptr ? path : "/usr/bin:/bin"},
          {"HOME", directory.path().string()},
          {"GIT_CEILING_DIRECTORIES", directory.path().parent_path().string()}};
}

/// Makes the directory a repository whose first commit, on the branch trunk, holds all its files.
inline void commit_all(const TemporaryDirectory& directory) {
  const std::string script = "cd '" + directory.path().string() +
                             "' && git init -q -b trunk . && git add -A && git -c user.name=x "
                             "-c user.email=x@example.org commit -q -m first";
  BOOST_REQUIRE(std::system(script.c_str()) == 0);
}

}  // namespace pawl::tests
