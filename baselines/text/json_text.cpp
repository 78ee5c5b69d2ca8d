#include "json_text.hpp"

#include "utf8.hpp"

#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

namespace pawl::baselines {
namespace {

void append_escaped(std::string& out, char c) {
  constexpr std::string_view hex = "0123456789abcdef";
  const auto byte = static_cast<unsigned char>(c);
  constexpr std::string_view special = "\"\\\n\t\r";
  const std::size_t which = special.find(c);
  if (which != std::string_view::npos) {
    out += '\\';
    out += "\"\\ntr"[which];
  } else if (byte >= 0x20 && byte != 0x7f) {
    out += c;
  } else {
    out += "\\u00";
    out += hex[byte >> 4];
    out += hex[byte & 15u];
  }
}

template <typename Number>
void append_number(std::string& out, Number number) {
  std::array<char, 32> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

void append_array(std::string& out, const boost::json::array& array) {
  char separator = '[';
  for (const auto& element : array) {
    out += separator;
    append_json(out, element);
    separator = ',';
  }
  out += array.empty() ? "[]" : "]";
}

void append_object(std::string& out, const boost::json::object& object) {
  char separator = '{';
  for (const auto& field : object) {
    out += separator;
    append_json(out, std::string_view(field.key().data(), field.key().size()));
    out += ':';
    append_json(out, field.value());
    separator = ',';
  }
  out += object.empty() ? "{}" : "}";
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  while (!text.empty()) {
    const std::size_t good = first_invalid_utf8(text);
    for (const char c : text.substr(0, good)) append_escaped(out, c);
    if (good < text.size()) out += "\uFFFD";
    text.remove_prefix(std::min(good + 1, text.size()));
  }
  out += '"';
}

void append_json(std::string& out, double number) {
  assert(std::isfinite(number));
  append_number(out, number);
}

void append_json(std::string& out, const boost::json::value& value) {
  switch (value.kind()) {
    case boost::json::kind::null:
      out += "null";
      return;
    case boost::json::kind::bool_:
      out += value.get_bool() ? "true" : "false";
      return;
    case boost::json::kind::int64:
      append_number(out, value.get_int64());
      return;
    case boost::json::kind::uint64:
      append_number(out, value.get_uint64());
      return;
    case boost::json::kind::double_:
      append_json(out, value.get_double());
      return;
    case boost::json::kind::string:
      append_json(out, std::string_view(value.get_string().data(), value.get_string().size()));
      return;
    case boost::json::kind::array:
      append_array(out, value.get_array());
      return;
    case boost::json::kind::object:
      append_object(out, value.get_object());
      return;
  }
}

void append_json(std::string& out, const UnknownFields& fields) {
  for (const auto& [key, json] : fields) {
    out += ',';
    append_json(out, std::string_view(key));
    out += ':';
    out += json;
  }
}

std::string in_json(std::string_view text) {
  std::string json;
  append_json(json, text);
  return json;
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most_shown = 60;
  return in_json(text.substr(0, most_shown));
}

}  // namespace pawl::baselines
