#include "text_place.hpp"

#include <algorithm>
#include <cstdint>

namespace pawl::baselines {
namespace {

/// The length of the UTF-8 sequence that begins `text`, or 0 when it is none.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t i) -> std::uint32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
  };
  const auto continues = [&](std::size_t i) { return (byte(i) & 0xC0u) == 0x80u; };
  const std::uint32_t first = byte(0);
  if (first < 0x80) return 1;
  if (first < 0xC2) return 0;
  if (first < 0xE0) return continues(1) ? 2 : 0;
  if (!continues(1) || !continues(2)) return 0;
  const std::uint32_t point = (first << 6 | (byte(1) & 0x3Fu)) & 0x3FFu;  // its top 10 bits
  if (first < 0xF0) return point >= 0x20 && (point < 0x360 || point > 0x37F) ? 3 : 0;
  if (first > 0xF4 || !continues(3)) return 0;
  return (first > 0xF0 || byte(1) >= 0x90) && (first < 0xF4 || byte(1) < 0x90) ? 4 : 0;
}

}  // namespace

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
    const std::size_t length = sequence_length(text.substr(i));
    if (length == 0) break;
    i += length;
  }
  return i;
}

}  // namespace pawl::baselines
