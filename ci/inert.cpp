#include "inert.hpp"

#include "baselines/text/ascii_case.hpp"
#include "unicode.hpp"

#include <algorithm>
#include <array>

namespace pawl::ci {
namespace {

using baselines::is_digit;

constexpr std::string_view word_joiner = "\u2060";

bool is_space(char32_t point) {
  return point == ' ' || (point >= '\t' && point <= '\r') || point == 0x85 || point == 0xA0 ||
         point == 0x1680 || (point >= 0x2000 && point <= 0x200A) || point == 0x2028 ||
         point == 0x2029 || point == 0x202F || point == 0x205F || point == 0x3000;
}

/// Controls, and characters without a shape that reorder, join or hide others.
bool is_dropped(char32_t point) {
  struct Range {
    char32_t first, last;
  };
  constexpr std::array ranges{
      Range{0x00, 0x1F},        Range{0x7F, 0x9F},     Range{0xAD, 0xAD},
      Range{0x61C, 0x61C},      Range{0x115F, 0x1160}, Range{0x180B, 0x180F},
      Range{0x200B, 0x200F},    Range{0x202A, 0x202E}, Range{0x2060, 0x206F},
      Range{0x3164, 0x3164},    Range{0xE000, 0xF8FF}, Range{0xFDD0, 0xFDEF},
      Range{0xFE00, 0xFE0F},    Range{0xFEFF, 0xFEFF}, Range{0xFFA0, 0xFFA0},
      Range{0xFFF0, 0xFFFB},    Range{0xFFFE, 0xFFFF}, Range{0x1D173, 0x1D17A},
      Range{0xE0000, 0x10FFFF},
  };
  for (const Range& range : ranges)
    if (point >= range.first && point <= range.last) return true;
  return false;
}

bool is_word(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/// What makes a line of a CI job's log a command to its runner: "::" at the line's start, or
/// "##[error]" and "##vso[…]" anywhere in it.
bool begins_command(std::string_view before, char32_t next) {
  return (next == ':' && before == ":") || (next == '#' && before.ends_with('#'));
}

/// Printable ASCII with single spaces inside and no command: what most text is, and plain already.
bool is_plain_ascii(std::string_view text) {
  char last = ' ';
  for (const char c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && last == ' ') || (c == '#' && last == '#')) return false;
    last = c;
  }
  return (last != ' ' || text.empty()) && !text.starts_with("::");
}

/// Replaces each character for which `replacement` yields something other than nullptr.
template <typename Replacement>
std::string replaced(std::string_view text, Replacement replacement) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    const char* const other = replacement(c);
    if (other == nullptr)
      out += c;
    else
      out += other;
  }
  return out;
}

/// Never on the page, so that nothing from outside ends a code span or a table's cell.
const char* markdown_stand_in(char c) {
  return c == '`' ? "'" : c == '|' ? "¦" : nullptr;
}

const char* markdown_entity(char c) {
  return c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : nullptr;
}

const char* html_entity(char c) {
  return c == '"' ? "&quot;" : c == '\'' ? "&#39;" : markdown_entity(c);
}

const char* slack_stand_in(char c) {
  switch (c) {
    case '`':
      return "'";
    case '*':
      return "∗";
    case '_':
      return "ˍ";
    case '~':
      return "∼";
    default:
      return markdown_entity(c);
  }
}

/// Whether GitHub, or the markdown parser, might see a mention, a reference or an address that goes
/// on after the character at `i`: "@user", "#12", "GH-12", "https:", "www".
bool begins_reference(std::string_view text, std::size_t i) {
  const char c = text[i];
  const char next = i + 1 < text.size() ? text[i + 1] : ' ';
  if (c == '@' || c == ':') return next != ' ';
  if (c == '#' || c == '-') return is_digit(next);
  // Before the dot: behind it, the joiner would be taken for a part of the host's name.
  return (c == 'w' || c == 'W') && next == '.';
}

/// Which character makes a heading or a list of a line that begins so, as "#", "- " and "12. " do:
/// `line.size()` where none does.
std::size_t block_marker(std::string_view line) {
  const std::size_t at = std::min(line.find_first_not_of("0123456789"), line.size());
  const char c = at < line.size() ? line[at] : ' ',
             next = at + 1 < line.size() ? line[at + 1] : ' ';
  const bool is_list = at == 0 ? c == '+' || c == '-' : c == '.' || c == ')';
  if (at == 0 && c == '#') return 0;
  return is_list && (next == ' ' || next == c) ? at : line.size();
}

}  // namespace

std::string plain(std::string_view text, std::size_t longest) {
  if (text.size() <= longest && is_plain_ascii(text)) return std::string(text);
  std::string out;
  std::size_t characters = 0;
  bool space_due = false;
  while (!text.empty()) {
    const Character next = first_character(text);
    text.remove_prefix(next.length);
    if (is_space(next.point)) {
      space_due = characters > 0;
    } else if (!is_dropped(next.point)) {
      const bool breaks = !space_due && begins_command(out, next.point);
      if (characters + space_due + breaks >= longest) return out + "…";
      if (space_due) out += ' ';
      if (breaks) out += word_joiner;
      append_character(out, next.point);
      characters += 1u + space_due + breaks;
      space_due = false;
    }
  }
  return out;
}

std::string markdown_code(std::string_view text, std::size_t longest) {
  const std::string inside = replaced(plain(text, longest), markdown_stand_in);
  return inside.empty() ? "` `" : "`" + inside + "`";
}

std::string markdown_prose(std::string_view text, std::size_t longest) {
  // Not ( ) ! + # =: they mean something after a bracket or at the start of a line only.
  constexpr std::string_view escaped = "\\*_{}[]~$";
  const std::string inside = replaced(plain(text, longest), markdown_stand_in);
  const std::size_t marker = block_marker(inside);
  std::string out;
  for (std::size_t i = 0; i < inside.size(); ++i) {
    const char c = inside[i];
    if (const char* const entity = markdown_entity(c); entity != nullptr) {
      out += entity;
      continue;
    }
    if (i == marker || escaped.find(c) != std::string_view::npos) out += '\\';
    out += c;
    if (begins_reference(inside, i)) out += word_joiner;
  }
  return out;
}

std::string html_text(std::string_view text, std::size_t longest) {
  return replaced(plain(text, longest), html_entity);
}

std::string slack_text(std::string_view text, std::size_t longest) {
  return replaced(plain(text, longest), slack_stand_in);
}

std::string slack_code(std::string_view text, std::size_t longest) {
  const std::string inside = replaced(plain(text, longest), [](char c) -> const char* {
    return c == '`' ? "'" : markdown_entity(c);
  });
  return inside.empty() ? "` `" : "`" + inside + "`";
}

std::string comment_word(std::string_view text, std::size_t longest) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (const char c : plain(text, longest)) {
    const auto byte = static_cast<unsigned char>(c);
    if (is_word(c) || c == '.' || c == '_' || c == '/' || c == '-') {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 0xFu];
    }
  }
  return out;
}

}  // namespace pawl::ci
