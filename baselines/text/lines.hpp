#pragma once
/// Text is read line by line, as Unix and Windows end them.

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace pawl::baselines {

/// Calls `read(line, number)` for each line without its LF or CRLF, numbers from 1.
template <typename Read>
void for_each_line(std::string_view text, Read read) {
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    read(line, number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

}  // namespace pawl::baselines
