#pragma once
/// The workflows that `pawl init` writes: the files of ci/workflows/, built in.

#include <string_view>
#include <vector>

namespace pawl::ci {

struct Workflow {
  std::string_view path;  ///< ".github/workflows/pawl.yml"
  std::string_view contents;
};

const std::vector<Workflow>& workflows();

}  // namespace pawl::ci
