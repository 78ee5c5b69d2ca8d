#include "json_document.hpp"

#include "baselines/error.hpp"
#include "baselines/instant.hpp"
#include "json_outline.hpp"
#include "json_text.hpp"
#include "text_place.hpp"
#include "utf8.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value_stack.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <functional>
#include <utility>

namespace pawl::baselines {
namespace {

namespace json = boost::json;
using boost::system::error_code;

constexpr std::size_t deepest = 32;

std::string_view view(json::string_view text) {
  return {text.data(), text.size()};
}

/// What stands at `offset`, for an error: the token, or some of it.
std::string found(std::string_view text, std::size_t offset) {
  if (offset >= text.size()) return "the end of the file";
  const std::string_view rest = text.substr(offset, 24);
  const std::size_t length = rest.find_first_of(" \t\r\n,:{}[]", 1);
  return in_json(rest.substr(0, length));
}

/// Builds a value from the parser's events and adds what Boost.JSON 1.81 does not do: numbers are
/// rounded correctly, and a key that comes twice is an error.
class Builder {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = max_object_size;
  static constexpr std::size_t max_key_size = max_object_size;
  static constexpr std::size_t max_string_size = max_object_size;

  Builder(std::string_view text, std::size_t most) : text_(text), most_(most), left_(most) {
    stack_.reset(json::make_shared_resource<json::monotonic_resource>(2 * text.size() + 1024));
  }
  json::value release() { return stack_.release(); }
  const std::string& fault() const { return fault_; }
  std::size_t fault_offset() const { return fault_offset_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code&) { return true; }
  bool on_array_begin(error_code&) { return true; }
  bool on_array_end(std::size_t n, error_code& ec) {
    stack_.push_array(n);
    return counted(ec);
  }
  bool on_object_end(std::size_t n, error_code& ec) {
    stack_.push_object(n);
    return keys_differ(n, ec) && counted(ec);
  }
  bool on_key_part(json::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    key_ += view(part);
    return true;
  }
  bool on_key(json::string_view part, std::size_t, error_code&) {
    stack_.push_key(part);
    key_ += view(part);
    keys_.emplace_back(std::exchange(key_, {}), offset(part) - 1);  // its quote
    return true;
  }
  bool on_string_part(json::string_view part, std::size_t, error_code&) {
    stack_.push_chars(part);
    return true;
  }
  bool on_string(json::string_view part, std::size_t, error_code& ec) {
    stack_.push_string(part);
    return counted(ec);
  }
  bool on_number_part(json::string_view, error_code&) { return true; }
  bool on_int64(std::int64_t number, json::string_view digits, error_code& ec) {
    if (number == 0 && digits.front() == '-')
      stack_.push_double(-0.0);
    else
      stack_.push_int64(number);
    return counted(ec);
  }
  bool on_uint64(std::uint64_t number, json::string_view, error_code& ec) {
    stack_.push_uint64(number);
    return counted(ec);
  }
  bool on_double(double approximate, json::string_view digits, error_code& ec) {
    double number = 0;
    const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (result.ec == std::errc::result_out_of_range)
      number = std::abs(approximate) < 1 ? 0 : HUGE_VAL;
    if (std::isinf(number))
      return refuse(offset(digits),
                    "expected a number of at most 1.8e308, found " + found(text_, offset(digits)),
                    ec);
    stack_.push_double(number);
    return counted(ec);
  }
  bool on_bool(bool truth, error_code& ec) {
    stack_.push_bool(truth);
    return counted(ec);
  }
  bool on_null(error_code& ec) {
    stack_.push_null();
    return counted(ec);
  }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

 private:
  using Key = std::pair<std::string, std::size_t>;

  /// Looks at the last n keys, which are those of the object that ends, and forgets them.
  bool keys_differ(std::size_t n, error_code& ec) {
    const auto first = keys_.end() - static_cast<std::ptrdiff_t>(n);
    std::sort(first, keys_.end());
    const auto twice = std::adjacent_find(
        first, keys_.end(), [](const Key& a, const Key& b) { return a.first == b.first; });
    if (twice != keys_.end())
      return refuse(std::next(twice)->second,
                    "expected each key once, found " + in_json(twice->first) + " again", ec);
    keys_.erase(first, keys_.end());
    return true;
  }

  bool counted(error_code& ec) {
    if (left_-- > 0) return true;
    return refuse(
        text_.size(),
        "expected at most " + std::to_string(most_) + " values, found more; is it the right file?",
        ec);
  }

  bool refuse(std::size_t offset, std::string sentence, error_code& ec) {
    fault_ = std::move(sentence);
    fault_offset_ = offset;
    ec = json::error::syntax;
    return false;
  }

  /// Where in the text `part` lies; parts with escapes were copied, those are nowhere.
  std::size_t offset(json::string_view part) const {
    const std::less_equal<const char*> before;
    const bool within =
        before(text_.data(), part.data()) && before(part.data(), text_.data() + text_.size());
    return within ? static_cast<std::size_t>(part.data() - text_.data()) : text_.size();
  }

  std::string_view text_;
  std::size_t most_, left_;  ///< values
  json::value_stack stack_;
  std::string key_;
  std::vector<Key> keys_;  ///< of all objects not ended, with their offsets
  std::string fault_;
  std::size_t fault_offset_ = 0;
};

std::string syntax_fault(const error_code& failure, std::string_view text, std::size_t offset) {
  if (failure == json::error::incomplete)
    return "expected more JSON, found the end of the file; was it cut off? make it again";
  if (failure == json::error::too_deep)
    return "expected at most " + std::to_string(deepest) +
           " levels of nesting, found more; is it the right file?";
  if (failure == json::error::extra_data)
    return "expected the end of the file, found " + found(text, offset) +
           "; are these two files in one?";
  return "expected JSON, found " + found(text, offset) + "; is it the right file?";
}

json::value parsed(std::string_view name, std::string_view text, std::size_t most) {
  json::parse_options options;
  options.max_depth = deepest;
  json::basic_parser<Builder> parser(options, text, most);
  error_code failure;
  const std::size_t used = parser.write_some(false, text.data(), text.size(), failure);
  const Builder& builder = parser.handler();
  if (!builder.fault().empty())
    throw Error(Fault::input, text_place(name, text, std::min(builder.fault_offset(), used)) +
                                  ": " + builder.fault());
  if (!failure && text.find_first_not_of(" \t\r\n", used) != std::string_view::npos)
    failure = json::error::extra_data;
  if (failure) {
    const bool cut_off = failure == json::error::incomplete;
    const std::size_t at = cut_off ? text.size() : text.find_first_not_of(" \t\r\n", used);
    throw Error(Fault::input, text_place(name, text, at) + ": " + syntax_fault(failure, text, at));
  }
  return parser.handler().release();
}

std::string describe(const json::value& value) {
  if (value.is_array()) return value.get_array().empty() ? "an empty list" : "a list";
  if (value.is_object()) return "an object";
  if (value.is_string()) return quoted(view(value.get_string()));
  std::string text;
  append_json(text, value);
  return text;
}

}  // namespace

JsonDocument::JsonDocument(std::string_view name, std::string_view text, std::size_t most)
    : name_(name), text_(without_byte_order_mark(text)) {
  expect_utf8(name_, text_);
  value_ = parsed(name_, text_, most);
}

JsonNode::JsonNode(const JsonDocument& document, const json::value& value)
    : document_(&document), value_(&value) {}

JsonNode::JsonNode(const JsonNode& parent, std::string_view key, const json::value& value)
    : document_(parent.document_), parent_(&parent), value_(&value), key_(key) {}

JsonNode::JsonNode(const JsonNode& parent, std::size_t index, const json::value& value)
    : document_(parent.document_), parent_(&parent), value_(&value), index_(index) {}

std::string JsonNode::string() const {
  if (!value_->is_string()) fail("a string");
  return std::string(view(value_->get_string()));
}

double JsonNode::number() const {
  if (value_->is_double()) return value_->get_double();
  if (value_->is_int64()) return static_cast<double>(value_->get_int64());
  if (value_->is_uint64()) return static_cast<double>(value_->get_uint64());
  fail("a number");
}

std::size_t JsonNode::count() const {
  if (!value_->is_int64() || value_->get_int64() < 0) fail("a whole number");
  return static_cast<std::size_t>(value_->get_int64());
}

const json::array& JsonNode::array() const {
  if (!value_->is_array()) fail("a list");
  return value_->get_array();
}

const json::object& JsonNode::object() const {
  if (!value_->is_object()) fail("an object");
  return value_->get_object();
}

std::vector<std::string> JsonNode::strings() const {
  return parse_list(*this, [](const JsonNode& element) { return element.string(); });
}

std::string JsonNode::place() const {
  std::vector<JsonStep> path;
  for (const JsonNode* node = this; node->parent_ != nullptr; node = node->parent_)
    path.insert(path.begin(), {node->key_, node->index_});
  std::string pointer;
  for (const JsonStep& step : path)
    pointer += "/" + (step.key.data() != nullptr ? std::string(step.key.substr(0, 60))
                                                 : std::to_string(step.index));
  const std::string_view text = document_->text();
  return text_place(document_->name(), text, json_offset(text, path)) +
         (pointer.empty() ? "" : ": " + pointer);
}

void JsonNode::fail(std::string_view expected, std::string_view advice) const {
  std::string sentence =
      place() + ": expected " + std::string(expected) + ", found " + describe(*value_);
  if (!advice.empty()) sentence += "; " + std::string(advice);
  throw Error(Fault::input, sentence);
}

JsonFields::JsonFields(const JsonNode& node) : node_(&node), object_(&node.object()) {}

std::optional<JsonNode> JsonFields::find(std::string_view key) {
  known_.push_back(key);
  const auto* const field = object_->find({key.data(), key.size()});
  if (field == object_->end() || field->value().is_null()) return std::nullopt;
  return JsonNode(*node_, view(field->key()), field->value());
}

JsonNode JsonFields::require(std::string_view key, std::string_view advice) {
  if (auto node = find(key)) return *node;
  std::string sentence =
      node_->place() + ": expected the field \"" + std::string(key) + "\", found none";
  if (!advice.empty()) sentence += "; " + std::string(advice);
  throw Error(Fault::input, sentence);
}

std::string JsonFields::string(std::string_view key, std::string_view fallback) {
  const auto node = find(key);
  return node ? node->string() : std::string(fallback);
}

std::string JsonFields::time(std::string_view key) {
  const auto node = find(key);
  if (!node || node->string().empty()) return {};
  std::string known = in_utc(node->string());
  if (known.empty()) node->fail("a time such as \"2026-11-25T12:00:00Z\"");
  return known;
}

UnknownFields JsonFields::unknown() const {
  UnknownFields fields;
  for (const auto& field : *object_) {
    const std::string_view key = view(field.key());
    if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
    auto& kept = fields.emplace_back(key, std::string());
    append_json(kept.second, field.value());
  }
  return fields;
}

void expect_format(JsonFields& fields, std::string_view format, std::size_t newest) {
  const JsonNode its = fields.require("format", "is it the right file?");
  const std::string wanted(format);
  if (its.string() != wanted) its.fail('"' + wanted + '"', "is it the right file?");
  const JsonNode version = fields.require("version", "write \"version\":1");
  const std::string readable = "version 1 of " + wanted;
  if (version.count() > newest)
    version.fail(newest == 1 ? readable : "a version up to " + std::to_string(newest),
                 "a newer Pawl wrote it: update this one");
  if (version.count() == 0) version.fail(readable);
}

}  // namespace pawl::baselines
