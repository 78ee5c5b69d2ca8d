#pragma once
/// A JSON document is text of a file read strictly, with words for whatever in it is not as
/// expected: "now.json:2:18: /series/0/unit: expected a string, found 3; …".
///
/// Strict: UTF-8, no key twice in an object, at most 32 levels deep, numbers that a double can
/// hold, rounded correctly. Costly to include: for .cpp files only.

#include "unknown_fields.hpp"

#include <boost/json/value.hpp>

#include <cstddef>
#include <optional>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace pawl::baselines {

/// A value of a document that knows where it stands. Its parents must outlive it.
class JsonNode {
 public:
  JsonNode(const class JsonDocument& document, const boost::json::value& value);
  JsonNode(const JsonNode& parent, std::string_view key, const boost::json::value& value);
  JsonNode(const JsonNode& parent, std::size_t index, const boost::json::value& value);

  const boost::json::value& value() const { return *value_; }

  // Each of these fails (below) unless the value is of that kind.
  std::string string() const;
  double number() const;
  std::size_t count() const;  ///< an integer ≥ 0
  const boost::json::array& array() const;
  const boost::json::object& object() const;
  std::vector<std::string> strings() const;  ///< a list of strings

  /// The element of a list at `index`, which must be less than its size.
  JsonNode at(std::size_t index) const& { return {*this, index, array()[index]}; }
  JsonNode at(std::size_t) && = delete;
  /// A list's elements in their order; fails as above.
  auto elements() const& {
    return std::views::iota(std::size_t{0}, array().size()) |
           std::views::transform([this](std::size_t i) { return at(i); });
  }
  void elements() && = delete;

  /// Throws Error (Fault::input): "PLACE: expected EXPECTED, found …", and "; ADVICE" if there is
  /// any.
  [[noreturn]] void fail(std::string_view expected, std::string_view advice = {}) const;
  /// "now.json:2:18: /series/0/unit"
  std::string place() const;

 private:
  const JsonDocument* document_;
  const JsonNode* parent_ = nullptr;
  const boost::json::value* value_;
  std::string_view key_;   ///< when the parent is an object
  std::size_t index_ = 0;  ///< when it is an array
};

/// Values that a document may have before it is refused: each may take 60 bytes of memory.
inline constexpr std::size_t most_json_values = 10'000'000;

/// Reads a document; throws Error (Fault::input), also beyond `most` values, containers among them.
/// `text` must outlive it.
class JsonDocument {
 public:
  JsonDocument(std::string_view name, std::string_view text, std::size_t most = most_json_values);
  JsonNode root() const { return {*this, value_}; }
  std::string_view name() const { return name_; }
  std::string_view text() const { return text_; }

 private:
  std::string name_;
  std::string_view text_;
  boost::json::value value_;
};

/// The fields of an object: which were asked for is remembered, so that the rest can be kept. A
/// field that is null counts as absent.
class JsonFields {
 public:
  explicit JsonFields(const JsonNode& node);  ///< which must outlive it
  explicit JsonFields(JsonNode&&) = delete;
  std::optional<JsonNode> find(std::string_view key);
  /// Fails when the field is absent.
  JsonNode require(std::string_view key, std::string_view advice = {});
  /// `fallback` when the field is absent.
  std::string string(std::string_view key, std::string_view fallback = {});
  /// In UTC, as in_utc() has it, or nothing when the field is absent or empty; fails when it is no
  /// time.
  std::string time(std::string_view key);
  /// The fields not asked for so far.
  UnknownFields unknown() const;

 private:
  const JsonNode* node_;
  const boost::json::object* object_;
  std::vector<std::string_view> known_;
};

/// What `parse` makes of each element of the list.
template <typename Parse>
auto parse_list(const JsonNode& list, Parse parse) {
  std::vector<std::invoke_result_t<Parse, const JsonNode&>> all;
  all.reserve(list.array().size());
  for (const JsonNode element : list.elements()) all.push_back(parse(element));
  return all;
}

/// The same of the list at `key`. Fails when there is no list, or it has more than `most`.
template <typename Parse>
auto parse_list(JsonFields& fields, std::string_view key, std::size_t most, Parse parse) {
  const JsonNode list = fields.require(key);
  if (list.array().size() > most) list.fail("at most " + std::to_string(most));
  return parse_list(list, parse);
}

/// Fails unless the object says it is `format` in a version up to `newest`.
void expect_format(JsonFields& fields, std::string_view format, std::size_t newest);

}  // namespace pawl::baselines
