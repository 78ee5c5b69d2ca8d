#pragma once
/// An instant is a time of day and calendar as seconds since 1970 in UTC.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// Reads RFC 3339, "2026-11-23T22:41:05Z" or "…T07:41:05.25+09:00" (fractions are cut); nullopt
/// when it is not that, no day of the calendar, or in UTC not of the years 0 to 9999.
std::optional<std::int64_t> instant(std::string_view rfc3339);

/// The instant as RFC 3339 in UTC, "2026-11-23T22:41:05Z", for years 0 to 9999.
std::string instant_text(std::int64_t seconds);

/// As instant(), but UTC is taken for a zone that is not named.
std::optional<std::int64_t> instant_or_utc(const std::string& time);

/// The time as instant_text() writes it, when instant_or_utc() reads it; else nothing.
std::string in_utc(const std::string& time);

}  // namespace pawl::baselines
