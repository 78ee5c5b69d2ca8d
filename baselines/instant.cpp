#include "instant.hpp"

#include <array>
#include <chrono>
#include <cstdio>

namespace pawl::baselines {
namespace {

/// Reads parts of a text of fixed layout from left to right; once one does not fit, none does.
class Layout {
 public:
  explicit Layout(std::string_view text) : rest_(text) {}

  unsigned number(std::size_t digits) {
    unsigned value = 0;
    fits_ = fits_ && rest_.size() >= digits;
    for (std::size_t i = 0; fits_ && i < digits; ++i) {
      fits_ = rest_[i] >= '0' && rest_[i] <= '9';
      value = value * 10 + static_cast<unsigned>(rest_[i] - '0');
    }
    rest_.remove_prefix(fits_ ? digits : 0);
    return value;
  }
  /// One of `characters`; 0 when it is none.
  char one_of(std::string_view characters) {
    fits_ = fits_ && !rest_.empty() && characters.find(rest_.front()) != std::string_view::npos;
    if (!fits_) return 0;
    const char found = rest_.front();
    rest_.remove_prefix(1);
    return found;
  }
  void skip_fraction() {
    if (!fits_ || rest_.empty() || rest_.front() != '.') return;
    const std::size_t end = rest_.find_first_not_of("0123456789", 1);
    fits_ = end != 1 && end != std::string_view::npos;
    rest_.remove_prefix(fits_ ? end : 0);
  }
  bool is_at_end() const { return fits_ && rest_.empty(); }

 private:
  std::string_view rest_;
  bool fits_ = true;
};

}  // namespace

std::optional<std::int64_t> instant(std::string_view rfc3339) {
  Layout layout(rfc3339);
  const std::chrono::year year(static_cast<int>(layout.number(4)));
  layout.one_of("-");
  const std::chrono::month month(layout.number(2));
  layout.one_of("-");
  const std::chrono::day day(layout.number(2));
  layout.one_of("Tt ");
  const std::int64_t hours = layout.number(2);
  layout.one_of(":");
  const std::int64_t minutes = layout.number(2);
  layout.one_of(":");
  const std::int64_t seconds = layout.number(2);
  layout.skip_fraction();
  const char zone = layout.one_of("Zz+-");
  std::int64_t hours_off = 0, minutes_off = 0;
  if (zone == '+' || zone == '-') {
    hours_off = layout.number(2);
    layout.one_of(":");
    minutes_off = layout.number(2);
  }
  const std::chrono::year_month_day date(year, month, day);
  if (!layout.is_at_end() || !date.ok() || hours > 23 || minutes > 59 || seconds > 60 ||
      hours_off > 23 || minutes_off > 59)
    return std::nullopt;
  const std::int64_t offset = hours_off * 3600 + minutes_off * 60;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  const std::int64_t moment =
      days * 86400 + hours * 3600 + minutes * 60 + seconds - (zone == '-' ? -offset : offset);
  // In UTC a time near the ends of the calendar may be of a year that nothing could be written of.
  constexpr std::int64_t first = -62'167'219'200, last = 253'402'300'799;
  return moment >= first && moment <= last ? std::optional(moment) : std::nullopt;
}

std::string instant_text(std::int64_t seconds) {
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto midnight = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(midnight);
  const std::chrono::hh_mm_ss clock(time - midnight);
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ", int{date.year()},
                unsigned{date.month()}, unsigned{date.day()},
                static_cast<int>(clock.hours().count()), static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

std::optional<std::int64_t> instant_or_utc(const std::string& time) {
  const auto known = instant(time);
  return known ? known : instant(time + "Z");
}

std::string in_utc(const std::string& time) {
  const auto known = instant_or_utc(time);
  return known ? instant_text(*known) : "";
}

}  // namespace pawl::baselines
