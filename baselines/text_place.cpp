#include "text_place.hpp"

#include "utf8.hpp"

#include <algorithm>

namespace pawl::baselines {
std::string text_place(std::string_view name, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, std::min(offset, text.size()));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 = 0
  return std::string(name) + ":" + std::to_string(line) + ":" +
         std::to_string(before.size() - line_start + 1);
}

std::size_t first_invalid_utf8(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size()) {
    const Character next = first_character(text.substr(i));
    if (next.point == replacement_character && next.length == 1) break;
    i += next.length;
  }
  return i;
}

}  // namespace pawl::baselines
