#pragma once
/// Dates as files have them: "2026-11-23", alone or at the head of an RFC 3339 time.

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// The day that `text` begins with; nullopt when it is no date.
std::optional<std::chrono::sys_days> day(std::string_view text);

/// "2026-11-23"
std::string date_text(std::chrono::sys_days day);

/// Whether `text` is a date and nothing else.
bool is_date(std::string_view text);

}  // namespace pawl::baselines
