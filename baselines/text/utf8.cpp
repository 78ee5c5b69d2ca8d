#include "utf8.hpp"

namespace pawl::baselines {
namespace {

char32_t byte_at(std::string_view text, std::size_t i) {
  return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
}

bool continues(std::string_view text, std::size_t i) {
  return (byte_at(text, i) & 0xC0u) == 0x80u;
}

/// The bytes that the first one announces; 0 when it begins no sequence.
std::size_t announced_length(char32_t first) {
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4) return 0;
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// The smallest code point that needs this many bytes.
constexpr char32_t smallest_of_length[] = {0, 0, 0x80, 0x800, 0x10000};

bool is_scalar(char32_t point, std::size_t length) {
  return point >= smallest_of_length[length] && point <= 0x10FFFF &&
         (point < 0xD800 || point > 0xDFFF);
}

}  // namespace

Character first_character(std::string_view text) {
  constexpr Character invalid{replacement_character, 1};
  const char32_t first = byte_at(text, 0);
  const std::size_t length = announced_length(first);
  if (length <= 1) return length == 1 ? Character{first, 1} : invalid;
  char32_t point = first & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (!continues(text, i)) return invalid;
    point = point << 6 | (byte_at(text, i) & 0x3Fu);
  }
  return is_scalar(point, length) ? Character{point, length} : invalid;
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

std::string_view without_byte_order_mark(std::string_view text) {
  return text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text;
}

}  // namespace pawl::baselines
