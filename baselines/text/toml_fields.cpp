#include "toml_fields.hpp"

#include "baselines/error.hpp"
#include "baselines/unit.hpp"
#include "did_you_mean.hpp"
#include "json_text.hpp"
#include "regex.hpp"

#include <algorithm>
#include <cmath>

namespace pawl::baselines {
namespace {

std::string describe(const toml::node& node) {
  if (const auto* string = node.as_string()) return quoted(string->get());
  if (const auto* integer = node.as_integer()) return std::to_string(integer->get());
  if (const auto* number = node.as_floating_point()) return shortest(number->get());
  if (const auto* truth = node.as_boolean()) return truth->get() ? "true" : "false";
  if (const auto* array = node.as_array()) return array->empty() ? "an empty list" : "a list";
  return node.is_table() ? "a table" : "a date or time";
}

/// A number as such, or nullopt.
std::optional<double> number(const toml::node& node) {
  if (const auto* integer = node.as_integer()) return static_cast<double>(integer->get());
  if (const auto* real = node.as_floating_point()) return real->get();
  return std::nullopt;
}

}  // namespace

std::string toml_place(std::string_view file, const toml::source_position& position) {
  return std::string(file) + ":" + std::to_string(position.line) + ":" +
         std::to_string(position.column);
}

TomlFields::TomlFields(std::string_view file, std::string_view title, const toml::table& table)
    : file_(file), title_(title), table_(&table) {}

std::string TomlFields::place(const toml::node& node) const {
  return toml_place(file_, node.source().begin);
}

void TomlFields::fail(std::string_view key, std::string_view expected,
                      std::string_view advice) const {
  const toml::node& node = *table_->get(key);
  std::string sentence = place(node) + ": " + (title_.empty() ? "" : std::string(title_) + " ") +
                         std::string(key) + ": expected " + std::string(expected) + ", found " +
                         describe(node);
  if (!advice.empty()) sentence += "; " + std::string(advice);
  throw Error(Fault::input, sentence);
}

void TomlFields::fail_table(std::string_view sentence) const {
  throw Error(Fault::input, place() + ": " + std::string(title_) + ": " + std::string(sentence));
}

const toml::node* TomlFields::find(std::string_view key) {
  known_.push_back(key);
  return table_->get(key);
}

const toml::array& TomlFields::list(std::string_view key, std::string_view expected,
                                    std::string_view advice) {
  static const toml::array none;
  const toml::node* node = find(key);
  if (node == nullptr) return none;
  if (!node->is_array()) fail(key, expected, advice);
  return *node->as_array();
}

const std::string& TomlFields::without_nul(std::string_view key, const std::string& text,
                                           std::string_view expected) const {
  if (text.find('\0') != std::string::npos) fail(key, expected);
  return text;
}

std::optional<std::string> TomlFields::string(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_string()) fail(key, "a string");
  return without_nul(key, node->as_string()->get(), "a string without NUL");
}

std::optional<bool> TomlFields::boolean(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (!node->is_boolean()) fail(key, "true or false");
  return node->as_boolean()->get();
}

std::optional<int> TomlFields::integer(std::string_view key, int least, int most) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* integer = node->as_integer();
  if (integer == nullptr || integer->get() < least || integer->get() > most)
    fail(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<int>(integer->get());
}

std::optional<std::size_t> TomlFields::count(std::string_view key, std::size_t least,
                                             std::size_t most) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* integer = node->as_integer();
  if (integer == nullptr || integer->get() < static_cast<std::int64_t>(least) ||
      integer->get() > static_cast<std::int64_t>(most))
    fail(key, "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  return static_cast<std::size_t>(integer->get());
}

std::optional<double> TomlFields::quantity_of(std::string_view key, std::string_view base,
                                              std::string_view expected) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* text = node->as_string();
  const auto value = text != nullptr ? quantity(text->get(), base) : number(*node);
  if (!value || !std::isfinite(*value) || *value < 0) fail(key, expected);
  return value;
}

std::optional<double> TomlFields::seconds(std::string_view key) {
  return quantity_of(key, "s", "a time such as \"10s\" or \"500ms\"");
}

std::optional<double> TomlFields::fraction(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto* string = node->as_string();
  const std::string text = string != nullptr ? string->get() : describe(*node);
  const auto value = part(text);
  if (!value) fail(key, "a part such as \"2%\" or 0.02", percent_hint(text));
  return value;
}

std::vector<std::string> TomlFields::strings(std::string_view key) {
  std::vector<std::string> all;
  for (const toml::node& element : list(key, "a list of strings")) {
    if (!element.is_string()) fail(key, "a list of strings only");
    all.push_back(without_nul(key, element.as_string()->get(), "strings without NUL"));
  }
  return all;
}

std::vector<std::size_t> TomlFields::counts(std::string_view key) {
  std::vector<std::size_t> all;
  for (const toml::node& element : list(key, "a list of whole numbers")) {
    const auto* integer = element.as_integer();
    if (integer == nullptr || integer->get() < 1 || integer->get() > 1'000'000)
      fail(key, "a list of whole numbers, each from 1 to 1000000");
    all.push_back(static_cast<std::size_t>(integer->get()));
  }
  return all;
}

std::vector<std::string> TomlFields::words_or_counts(std::string_view key) {
  std::vector<std::string> all;
  for (const toml::node& element : list(key, "a list of values")) {
    const auto* text = element.as_string();
    if (text == nullptr && !element.is_integer())
      fail(key, "a list of strings and whole numbers only", "put other values in quotes");
    all.push_back(text != nullptr ? without_nul(key, text->get(), "strings without NUL")
                                  : std::to_string(element.as_integer()->get()));
  }
  return all;
}

std::map<std::string, std::string> TomlFields::dictionary(std::string_view key) {
  const toml::node* node = find(key);
  if (node == nullptr) return {};
  if (!node->is_table()) fail(key, "a table of strings such as { NAME = \"value\" }");
  std::map<std::string, std::string> entries;
  for (const auto& [name, value] : *node->as_table()) {
    if (!value.is_string()) fail(key, "a table of strings only", "put the value in quotes");
    entries.emplace(name.str(), without_nul(key, value.as_string()->get(), "strings without NUL"));
  }
  return entries;
}

std::optional<std::string> TomlFields::word(std::string_view key,
                                            const std::vector<std::string_view>& words) {
  auto text = string(key);
  if (!text || std::find(words.begin(), words.end(), *text) != words.end()) return text;
  std::string list;
  for (const std::string_view word : words)
    list += (list.empty() ? "one of \"" : ", \"") + std::string(word) + '"';
  constexpr std::size_t most_to_list = 8;
  if (words.size() > most_to_list) list = "a name Pawl knows (FORMAT.md lists them)";
  const std::string_view meant = nearest(*text, words);
  fail(key, list, meant.empty() ? "" : "did you mean \"" + std::string(meant) + "\"?");
}

const toml::table* TomlFields::table(std::string_view key) {
  const toml::node* node = find(key);
  if (node != nullptr && !node->is_table())
    fail(
        key, "a table",
        "write " + (title_.empty() ? "[" + std::string(key) + "]" : std::string(key) + " = { … }"));
  return node != nullptr ? node->as_table() : nullptr;
}

std::vector<const toml::table*> TomlFields::tables(std::string_view key) {
  constexpr std::string_view expected = "a list of tables";
  const std::string advice = title_.empty() ? "write [[" + std::string(key) + "]]"
                                            : "write " + std::string(key) + " = [{ … }]";
  std::vector<const toml::table*> all;
  for (const toml::node& element : list(key, expected, advice)) {
    if (!element.is_table()) fail(key, expected, advice);
    all.push_back(element.as_table());
  }
  return all;
}

void TomlFields::refuse_unknown() const {
  for (const auto& [key, value] : *table_) {
    if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
    throw Error(Fault::input, toml_place(file_, key.source().begin) + ": unknown key " +
                                  quoted(key.str()) +
                                  (title_.empty() ? "" : " in " + std::string(title_)) +
                                  did_you_mean(key.str(), known_));
  }
}

void TomlFields::expect_regex(std::string_view key, const std::string& text) const {
  if (text.size() > Regex::longest_pattern)
    fail(key, "a regular expression of at most 4096 bytes", "write several entries");
  try {
    const Regex expression(text);
  } catch (const std::regex_error&) {
    fail(key, "a regular expression", "escape what is meant literally with \\\\");
  }
}

}  // namespace pawl::baselines
