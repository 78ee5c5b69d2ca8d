#include "unknown_fields.hpp"

#include <algorithm>

namespace pawl::baselines {

const std::string* find(const UnknownFields& fields, std::string_view name) {
  const auto found = std::ranges::find(fields, name, &UnknownFields::value_type::first);
  return found == fields.end() ? nullptr : &found->second;
}

void set(UnknownFields& fields, std::string_view name, std::string value) {
  const auto found = std::ranges::find(fields, name, &UnknownFields::value_type::first);
  if (found == fields.end())
    fields.emplace_back(name, std::move(value));
  else
    found->second = std::move(value);
}

}  // namespace pawl::baselines
