#pragma once
/// Writes a JSON object or list piece by piece, with the commas where they belong.

#include "baselines/text/json_text.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// `JsonObject(out).text("name", "x").number("p", 0.5).end();`
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

  JsonObject& text(std::string_view key, std::string_view value) {
    begin(key);
    baselines::append_json(out_, value);
    return *this;
  }
  /// null where there is none, or it is infinite.
  JsonObject& number(std::string_view key, std::optional<double> value) {
    begin(key);
    if (value && std::isfinite(*value))
      baselines::append_json(out_, *value);
    else
      out_ += "null";
    return *this;
  }
  JsonObject& count(std::string_view key, std::optional<std::size_t> value) {
    begin(key);
    out_ += value ? std::to_string(*value) : "null";
    return *this;
  }
  JsonObject& flag(std::string_view key, bool value) {
    begin(key);
    out_ += value ? "true" : "false";
    return *this;
  }
  /// Whatever `write` appends.
  template <typename Write>
  JsonObject& field(std::string_view key, Write write) {
    begin(key);
    write();
    return *this;
  }
  void end(const baselines::UnknownFields& unknown = {}) {
    baselines::append_json(out_, unknown);
    out_ += '}';
  }

 private:
  void begin(std::string_view key) {
    if (!first_) out_ += ',';
    first_ = false;
    baselines::append_json(out_, key);
    out_ += ':';
  }

  std::string& out_;
  bool first_ = true;
};

/// Appends `[…]` of what `write(element)` appends for each; `space` after the bracket and commas.
template <typename Elements, typename Write>
void append_list(std::string& out, const Elements& elements, std::string_view space, Write write) {
  out += '[';
  bool first = true;
  for (const auto& element : elements) {
    if (!first) out += ',';
    out += space;
    write(element);
    first = false;
  }
  if (!first) out += space;
  out += ']';
}

inline void append_texts(std::string& out, const std::vector<std::string>& texts) {
  append_list(out, texts, "", [&](const std::string& text) {
    baselines::append_json(out, std::string_view(text));
  });
}

}  // namespace pawl::ci
