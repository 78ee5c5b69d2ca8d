#pragma once
/// A JSON path leads through the objects of somebody else's payload to a value that may not be
/// there. Heavy (Boost.JSON): for .cpp files only.

#include <boost/json.hpp>

#include <initializer_list>
#include <string>
#include <string_view>

namespace pawl::ci {

/// Parses somebody else's payload, a JSON object of at most 64 levels. Error (Fault::input),
/// "expected the JSON object of WHAT", when it is none.
boost::json::value payload_object(std::string_view text, std::string_view what);

using JsonPath = std::initializer_list<std::string_view>;

/// nullptr when the path leads nowhere.
const boost::json::value* value_at(const boost::json::value& root, JsonPath path);
/// Empty when there is no list.
const boost::json::array& list_at(const boost::json::value& root, JsonPath path);
/// Empty when there is no string.
std::string text_at(const boost::json::value& root, JsonPath path);
/// The digits of a positive whole number; empty when there is none.
std::string number_at(const boost::json::value& root, JsonPath path);

}  // namespace pawl::ci
