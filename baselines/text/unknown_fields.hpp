#pragma once
/// Unknown fields are those of a file that its format does not know: kept, so that nothing is lost
/// by a round trip.

#include <string>
#include <utility>
#include <vector>

namespace pawl::baselines {

/// Names with values as JSON text, in the file's order.
using UnknownFields = std::vector<std::pair<std::string, std::string>>;

}  // namespace pawl::baselines
