#include "query.hpp"

#include <charconv>

namespace pawl::tools::dashboard {

namespace {

constexpr std::size_t most_fields = 16;

std::optional<std::string> decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i] == '+' ? ' ' : text[i];
      continue;
    }
    unsigned byte = 0;
    if (i + 2 >= text.size()) return std::nullopt;
    const char* const end = text.data() + i + 3;
    if (std::from_chars(text.data() + i + 1, end, byte, 16).ptr != end) return std::nullopt;
    plain += static_cast<char>(byte);
    i += 2;
  }
  return plain;
}

}  // namespace

std::optional<Query> Query::parse(std::string_view text) {
  Query query;
  while (!text.empty()) {
    const std::string_view field = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(text.size(), field.size() + 1));
    if (field.empty()) continue;
    const auto equals = field.find('=');
    const auto key = decoded(field.substr(0, equals));
    const auto value =
        decoded(equals == std::string_view::npos ? std::string_view() : field.substr(equals + 1));
    if (!key || !value || query.values_.size() == most_fields) return std::nullopt;
    if (!query.values_.emplace(*key, *value).second) return std::nullopt;
  }
  return query;
}

std::optional<std::string> Query::find(const std::string& key) const {
  const auto found = values_.find(key);
  return found == values_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::size_t> Query::count(const std::string& key, std::size_t low, std::size_t high,
                                        std::size_t otherwise) const {
  const auto text = find(key);
  if (!text) return otherwise;
  std::size_t number = 0;
  const char* const end = text->data() + text->size();
  const auto [stopped, failure] = std::from_chars(text->data(), end, number);
  if (failure != std::errc() || stopped != end || number < low || number > high)
    return std::nullopt;
  return number;
}

}  // namespace pawl::tools::dashboard
