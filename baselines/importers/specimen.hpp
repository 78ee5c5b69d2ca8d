#pragma once
/// A specimen is a text as importers look at it to recognise their format.

#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

struct Specimen {
  explicit Specimen(std::string_view contents);

  std::string_view text;
  std::vector<std::string> keys;  ///< of the JSON object, or of the first in the list, that it is
  bool has(std::string_view key) const;
};

}  // namespace pawl::baselines
