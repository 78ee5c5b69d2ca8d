#include "xml_reader.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <utility>

namespace pawl::baselines {
namespace {

constexpr std::string_view blanks = " \t\r\n";

constexpr std::array<std::pair<std::string_view, char>, 5> entities = {
    std::pair{std::string_view("lt"), '<'},
    {"gt", '>'},
    {"amp", '&'},
    {"quot", '"'},
    {"apos", '\''}};

/// A character by number: "#65" or "#x41". Only ASCII is worth decoding here.
std::optional<char> by_number(std::string_view reference) {
  const bool is_hexadecimal = reference.starts_with("#x");
  const std::string_view digits = reference.substr(is_hexadecimal ? 2 : 1);
  std::uint32_t code = 0;
  const auto result =
      std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hexadecimal ? 16 : 10);
  if (result.ec != std::errc{} || code == 0 || code > 127) return std::nullopt;
  return static_cast<char>(code);
}

std::optional<char> referred(std::string_view reference) {
  if (reference.starts_with('#')) return by_number(reference);
  for (const auto& [name, character] : entities)
    if (name == reference) return character;
  return std::nullopt;
}

std::string decoded(std::string_view text) {
  std::string plain;
  while (!text.empty()) {
    const std::size_t ampersand = std::min(text.find('&'), text.size());
    plain += text.substr(0, ampersand);
    text.remove_prefix(ampersand);
    const std::size_t end = text.substr(0, 12).find(';');
    const auto character =
        end == std::string_view::npos ? std::nullopt : referred(text.substr(1, end - 1));
    if (character) plain += *character;
    if (!character && !text.empty()) plain += '&';
    text.remove_prefix(std::min(character ? end + 1 : 1, text.size()));
  }
  return plain;
}

}  // namespace

std::string XmlTag::attribute(std::string_view key) const {
  const auto found = attributes.find(key);
  return found == attributes.end() ? "" : found->second;
}

bool XmlReader::skip_to_tag() {
  struct Skipped {
    std::string_view begin, end;
  };
  constexpr std::array skipped = {Skipped{"<!--", "-->"}, Skipped{"<![CDATA[", "]]>"},
                                  Skipped{"<?", "?>"}, Skipped{"<!", ">"}};
  for (;;) {
    at_ = text_.find('<', at_);
    if (at_ == std::string_view::npos) return false;
    const auto* const what = std::find_if(skipped.begin(), skipped.end(), [&](const Skipped& s) {
      return text_.substr(at_).starts_with(s.begin);
    });
    if (what == skipped.end()) return true;
    const std::size_t end = text_.find(what->end, at_ + what->begin.size());
    if (end == std::string_view::npos) return false;
    at_ = end + what->end.size();
  }
}

void XmlReader::read_attributes(XmlTag& tag, std::size_t end) {
  const std::string_view text = text_.substr(0, end);
  for (;;) {
    at_ = std::min(text.find_first_not_of(blanks, at_), end);
    const std::size_t equals = text.find('=', at_);
    if (equals == std::string_view::npos) return;
    const std::size_t quote = text.find_first_of("\"'", equals);
    if (quote == std::string_view::npos) return;
    const std::size_t close = text.find(text[quote], quote + 1);
    if (close == std::string_view::npos) return;
    std::string_view key = text.substr(at_, equals - at_);
    key = key.substr(0, key.find_first_of(blanks));
    tag.attributes.emplace(key, decoded(text.substr(quote + 1, close - quote - 1)));
    at_ = close + 1;
  }
}

std::optional<XmlTag> XmlReader::next() {
  if (at_ == std::string_view::npos || !skip_to_tag()) return std::nullopt;
  XmlTag tag;
  tag.offset = at_++;
  tag.closes = at_ < text_.size() && text_[at_] == '/';
  tag.opens = !tag.closes;
  if (tag.closes) ++at_;
  // The end of the tag is the first ">" outside quotes.
  std::size_t end = at_;
  char quote = '\0';
  while (end < text_.size() && (quote != '\0' || text_[end] != '>')) {
    if (quote != '\0' ? text_[end] == quote : text_[end] == '"' || text_[end] == '\'')
      quote = quote != '\0' ? '\0' : text_[end];
    ++end;
  }
  if (end >= text_.size()) return std::nullopt;
  if (text_[end - 1] == '/') tag.closes = true;
  const std::size_t name_end = std::min(text_.find_first_of(" \t\r\n/>", at_), end);
  tag.name = text_.substr(at_, name_end - at_);
  at_ = name_end;
  read_attributes(tag, end);
  at_ = end + 1;
  return tag;
}

}  // namespace pawl::baselines
