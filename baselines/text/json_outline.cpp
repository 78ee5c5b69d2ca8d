#include "json_outline.hpp"

#include <algorithm>

namespace pawl::baselines {
namespace {

/// Walks over JSON text without building anything. Total: on text that is not JSON it gets
/// somewhere and ends.
class Skimmer {
 public:
  explicit Skimmer(std::string_view text) : text_(text) { skip_space(); }
  std::size_t offset() const { return at_; }
  char here() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  /// Past the opening bracket, or past the comma after an element; false at the end.
  bool next_element() {
    if (here() == '[' || here() == '{' || here() == ',') {
      ++at_;
      skip_space();
      return here() != ']' && here() != '}' && here() != '\0';
    }
    return false;
  }
  /// The key here (as written, escapes and all), and past its colon.
  std::string_view key() {
    const std::size_t begin = at_ + 1;
    skip_string();
    const std::string_view raw = at_ > begin ? text_.substr(begin, at_ - 1 - begin) : "";
    skip_space();
    if (here() == ':') ++at_;
    skip_space();
    return raw;
  }
  void skip_value() {
    int depth = 0;
    do {
      if (here() == '"') {
        skip_string();
        continue;
      }
      depth += (here() == '[' || here() == '{') - (here() == ']' || here() == '}');
      if (at_ < text_.size()) ++at_;
    } while (at_ < text_.size() && (depth > 0 || !ends_value(here())));
    skip_space();
  }

 private:
  static bool ends_value(char c) { return c == ',' || c == ']' || c == '}'; }
  void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }
  void skip_string() {
    ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2u : 1u;
    at_ = std::min(at_ + 1, text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool descend(Skimmer& skimmer, const JsonStep& step) {
  for (std::size_t i = 0; skimmer.next_element(); ++i) {
    const bool keyed = step.key.data() != nullptr;
    if (keyed ? skimmer.key() == step.key : i == step.index) return true;
    skimmer.skip_value();
  }
  return false;
}

}  // namespace

std::size_t json_offset(std::string_view text, const std::vector<JsonStep>& path) {
  Skimmer skimmer(text);
  std::size_t offset = skimmer.offset();
  for (const JsonStep& step : path) {
    if (!descend(skimmer, step)) return offset;
    offset = skimmer.offset();
  }
  return offset;
}

std::vector<std::string> json_top_keys(std::string_view text) {
  std::vector<std::string> keys;
  Skimmer skimmer(text);
  if (skimmer.here() == '[' && !skimmer.next_element()) return keys;
  if (skimmer.here() != '{') return keys;
  while (skimmer.next_element()) {
    keys.emplace_back(skimmer.key());
    skimmer.skip_value();
  }
  return keys;
}

}  // namespace pawl::baselines
