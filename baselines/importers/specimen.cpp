#include "specimen.hpp"

#include "baselines/text/json_outline.hpp"

#include <algorithm>

namespace pawl::baselines {

Specimen::Specimen(std::string_view contents) : text(contents), keys(json_top_keys(contents)) {}

bool Specimen::has(std::string_view key) const {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

}  // namespace pawl::baselines
