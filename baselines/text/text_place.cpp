#include "text_place.hpp"

#include "baselines/error.hpp"
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

void expect_utf8(std::string_view name, std::string_view text) {
  const std::size_t bad = first_invalid_utf8(text);
  if (bad == text.size()) return;
  const bool utf16 = text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF");
  throw Error(Fault::input, text_place(name, text, bad) + ": expected UTF-8, found " +
                                (utf16 ? "UTF-16" : "a byte that is not") +
                                "; save the file as UTF-8");
}

}  // namespace pawl::baselines
