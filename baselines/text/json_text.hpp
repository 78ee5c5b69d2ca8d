#pragma once
/// JSON text as Pawl writes it: compact, numbers in the fewest digits that read back as the same
/// double, so that files compare byte by byte.

#include "unknown_fields.hpp"

#include <boost/json/fwd.hpp>

#include <string>
#include <string_view>

namespace pawl::baselines {

/// Appends `text` in quotes. Bytes that are not UTF-8 become U+FFFD, so that the result is JSON
/// whatever a program printed.
void append_json(std::string& out, std::string_view text);
/// Appends a finite number.
void append_json(std::string& out, double number);
/// Appends any value, an object's fields in the order they have.
void append_json(std::string& out, const boost::json::value& value);

/// Appends `,"KEY":TEXT` for each field kept from elsewhere.
void append_json(std::string& out, const UnknownFields& fields);

/// `text` in quotes.
std::string in_json(std::string_view text);

/// What an error shows of a stranger's `text`: its beginning, 60 bytes at most, in quotes.
std::string quoted(std::string_view text);

}  // namespace pawl::baselines
