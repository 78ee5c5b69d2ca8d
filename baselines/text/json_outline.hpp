#pragma once
/// A JSON outline is what can be told of JSON text without building anything: where a value stands,
/// which keys it begins with. It serves errors and sniffing, so it copes with text that is no JSON.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// One step from a JSON value into it.
struct JsonStep {
  std::string_view key;   ///< of an object's field
  std::size_t index = 0;  ///< or of an array's element, when `key` is no data (nullptr)
};

/// The byte offset of the value that `path` leads to from the top of `text`, which is JSON; as far
/// as it can be followed.
std::size_t json_offset(std::string_view text, const std::vector<JsonStep>& path);

/// The keys of the object that `text` is, or of the first object in the list that it is; none
/// when it is neither. `text` need not be valid beyond.
std::vector<std::string> json_top_keys(std::string_view text);

}  // namespace pawl::baselines
