#pragma once
/// Errands are works of which one that fails keeps no other from being done.

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

/// Every errand is run; of those that fail the last one's Error is thrown, after the others were
/// told.
void run_all(const std::vector<Errand>& errands, const Console& console);

}  // namespace pawl::tools
