#include "json_path.hpp"

#include "baselines/error.hpp"

namespace pawl::ci {

boost::json::value payload_object(std::string_view text, std::string_view what) {
  boost::system::error_code failure;
  boost::json::parse_options options;
  options.max_depth = 64;
  boost::json::value root = boost::json::parse(text, failure, {}, options);
  if (failure || !root.is_object())
    throw Error(Fault::input, "expected the JSON object of " + std::string(what));
  return root;
}

const boost::json::value* value_at(const boost::json::value& root, JsonPath path) {
  const boost::json::value* value = &root;
  for (const std::string_view key : path) {
    const boost::json::object* object = value->if_object();
    value = object == nullptr ? nullptr : object->if_contains(key);
    if (value == nullptr) return nullptr;
  }
  return value;
}

const boost::json::array& list_at(const boost::json::value& root, JsonPath path) {
  static const boost::json::array none;
  const boost::json::value* value = value_at(root, path);
  return value != nullptr && value->is_array() ? value->get_array() : none;
}

std::string text_at(const boost::json::value& root, JsonPath path) {
  const boost::json::value* value = value_at(root, path);
  return value != nullptr && value->is_string() ? std::string(value->get_string()) : "";
}

std::string number_at(const boost::json::value& root, JsonPath path) {
  const boost::json::value* value = value_at(root, path);
  if (value == nullptr || !value->is_int64() || value->get_int64() <= 0) return "";
  return std::to_string(value->get_int64());
}

}  // namespace pawl::ci
