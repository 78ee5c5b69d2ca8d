#include "date.hpp"

#include "instant.hpp"

#include <charconv>

namespace pawl::baselines {
namespace {

/// The number that the digits at [at, at + length) are; nullopt when some are none.
std::optional<int> part(std::string_view text, std::size_t at, std::size_t length) {
  const std::string_view digits = text.substr(at, length);
  if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

constexpr std::size_t date_size = 10;  // "2026-11-23"

}  // namespace

std::optional<std::chrono::sys_days> day(std::string_view text) {
  if (text.size() < date_size || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = part(text, 0, 4);
  const auto month = part(text, 5, 2);
  const auto day = part(text, 8, 2);
  if (!year || !month || !day) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{*year},
                                         std::chrono::month{static_cast<unsigned>(*month)},
                                         std::chrono::day{static_cast<unsigned>(*day)}};
  if (!date.ok()) return std::nullopt;
  return std::chrono::sys_days{date};
}

std::string date_text(std::chrono::sys_days day) {
  return instant_text(std::chrono::sys_seconds(day).time_since_epoch().count())
      .substr(0, date_size);
}

bool is_date(std::string_view text) {
  return text.size() == date_size && day(text).has_value();
}

}  // namespace pawl::baselines
