#pragma once
/// Errands are pieces of work that are all attempted, even where one of them fails.

#include "console.hpp"

#include <functional>
#include <string>
#include <vector>

namespace pawl::tools {

/// One of them: its name opens the sentence when it fails.
struct Errand {
  std::string name;
  std::function<void()> run;
};

/// Runs every errand. Of those that fail, all but the last are told at once; the last one's Error
/// is thrown at the end.
void run_all(const std::vector<Errand>& errands, const Console& console);

}  // namespace pawl::tools
