#pragma once
/// What importers of XML share. For .cpp files only.

#include "baselines/text/text_place.hpp"
#include "baselines/text/xml_reader.hpp"
#include "import_text.hpp"

#include <string>
#include <string_view>

namespace pawl::baselines {

/// Adds the value written in the attribute, if it is a number; `place` is asked for only if not.
template <typename Place>
void add_attribute(RunBuilder& builder, const XmlTag& tag, std::string_view key,
                   Observation observation, Place place) {
  const auto value = number(tag.attribute(key));
  if (!value)
    return builder.leave_out(place() + ": expected a number for " + std::string(key), "value");
  observation.value = *value;
  builder.add_or_note(observation, place);
}

}  // namespace pawl::baselines
