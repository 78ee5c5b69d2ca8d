#include "unicode.hpp"

#include "unicode_width.hpp"

namespace pawl::ci {

void append_character(std::string& out, char32_t point) {
  const auto add = [&](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xC0u | point >> 6);
  } else {
    if (point < 0x10000) {
      add(0xE0u | point >> 12);
    } else {
      add(0xF0u | point >> 18);
      add(0x80u | (point >> 12 & 0x3Fu));
    }
    add(0x80u | (point >> 6 & 0x3Fu));
  }
  add(0x80u | (point & 0x3Fu));
}

std::size_t columns(char32_t point) {
  if (point < 0x300) return 1;
  if (takes_no_column(point)) return 0;
  return takes_two_columns(point) ? 2 : 1;
}

std::size_t columns(std::string_view text) {
  std::size_t sum = 0;
  while (!text.empty()) {
    const Character next = first_character(text);
    sum += columns(next.point);
    text.remove_prefix(next.length);
  }
  return sum;
}

std::string cut_to_columns(std::string_view text, std::size_t width) {
  std::size_t taken = 0;
  std::size_t kept = 0;  // bytes that leave a column for "…"
  std::size_t end = 0;
  while (end < text.size()) {
    const Character next = first_character(text.substr(end));
    taken += columns(next.point);
    if (taken > width) return std::string(text.substr(0, kept)) + "…";
    end += next.length;
    if (taken < width) kept = end;
  }
  return std::string(text);
}

std::string cut_within_columns(std::string_view text, std::size_t width) {
  std::size_t left = columns(text);
  if (left <= width) return std::string(text);
  const std::size_t beginning = (width - 1) / 3, end = width - 1 - beginning;
  std::string_view rest = text;
  while (left > end) {
    const Character next = first_character(rest);
    left -= columns(next.point);
    rest.remove_prefix(next.length);
  }
  return cut_to_columns(text, beginning + 1).append(rest);
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Each character has one byte that continues none; four-byte ones take two units.
    units += (byte & 0xC0u) != 0x80u;
    units += byte >= 0xF0u;
  }
  return units;
}

}  // namespace pawl::ci
