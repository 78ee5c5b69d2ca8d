#pragma once
/// Unknown fields are those of a file that its format does not know: kept, so that nothing is lost
/// by a round trip. Some of them Pawl itself writes and reads, since files without them are as good
/// (FORMAT.md).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace pawl::baselines {

/// Names with values as JSON text, in the file's order.
using UnknownFields = std::vector<std::pair<std::string, std::string>>;

/// The value of that name; nullptr when there is none.
const std::string* find(const UnknownFields& fields, std::string_view name);

/// Puts the value, JSON text, where one of that name stands, or at the end.
void set(UnknownFields& fields, std::string_view name, std::string value);

}  // namespace pawl::baselines
