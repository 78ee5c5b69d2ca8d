#include "errands.hpp"

#include "baselines/error.hpp"

#include <optional>

namespace pawl::tools {

void run_all(const std::vector<Errand>& errands, const Console& console) {
  std::optional<Error> failure;
  for (const Errand& errand : errands) try {
      during(errand.name, errand.run);
    } catch (const Error& error) {
      if (failure) tell(console, failure->what());
      failure = error;
    }
  if (failure) throw *failure;
}

}  // namespace pawl::tools
