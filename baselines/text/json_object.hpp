#pragma once
/// Writes a JSON object or list piece by piece, with the commas where they belong.

#include "json_text.hpp"

#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// `JsonObject(out).text("name", "x").number("p", 0.5).end();`
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

  JsonObject& text(std::string_view key, std::string_view value) {
    begin(key);
    append_json(out_, value);
    return *this;
  }
  /// null where there is none, or it is infinite.
  JsonObject& number(std::string_view key, std::optional<double> value) {
    begin(key);
    if (value && std::isfinite(*value))
      append_json(out_, *value);
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
  /// The field that follows begins a line.
  JsonObject& line() {
    begins_line_ = true;
    return *this;
  }
  void end(const UnknownFields& unknown = {}) {
    append_json(out_, unknown);
    out_ += '}';
  }

 private:
  void begin(std::string_view key) {
    if (!first_) out_ += ',';
    if (begins_line_) out_ += '\n';
    first_ = begins_line_ = false;
    append_json(out_, key);
    out_ += ':';
  }

  std::string& out_;
  bool first_ = true;
  bool begins_line_ = false;
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

template <typename Texts>
void append_texts(std::string& out, const Texts& texts, std::string_view space = "") {
  append_list(out, texts, space, [&](std::string_view text) { append_json(out, text); });
}

}  // namespace pawl::baselines
