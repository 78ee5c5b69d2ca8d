#include "format.hpp"

#include "inert.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace pawl::ci {
namespace {

constexpr std::size_t longest_unit = 20;
/// From this ratio on, one end's unit leaves too few digits to the other.
constexpr double far_apart = 20;
constexpr std::string_view minus = "−";

/// One step of a unit's scale: from `from` base units on, values are shown as multiples of `size`.
struct Step {
  double size;
  std::string_view name;
};

constexpr std::array seconds{
    Step{1e-12, " ps"}, Step{1e-9, " ns"}, Step{1e-6, " µs"}, Step{1e-3, " ms"},
    Step{1, " s"},      Step{60, " min"},  Step{3600, " h"},
};
constexpr std::array bytes{
    Step{1, " B"},        Step{1024, " KiB"},   Step{0x1p20, " MiB"},
    Step{0x1p30, " GiB"}, Step{0x1p40, " TiB"},
};
constexpr std::array bytes_a_second{
    Step{1, " B/s"},        Step{1024, " KiB/s"},   Step{0x1p20, " MiB/s"},
    Step{0x1p30, " GiB/s"}, Step{0x1p40, " TiB/s"},
};
constexpr std::array rates{Step{1, "/s"}, Step{1e3, " k/s"}, Step{1e6, " M/s"}, Step{1e9, " G/s"}};
constexpr std::array counts{Step{1, ""}, Step{1e6, " M"}, Step{1e9, " G"}, Step{1e12, " T"}};

struct Scale {
  std::string_view base;
  std::span<const Step> steps;
};

constexpr std::array scales{
    Scale{"s", seconds}, Scale{"B", bytes},  Scale{"B/s", bytes_a_second},
    Scale{"1/s", rates}, Scale{"1", counts}, Scale{"", counts},
};

std::span<const Step> steps_of(std::string_view unit) {
  for (const Scale& scale : scales)
    if (scale.base == unit) return scale.steps;
  return {};
}

/// Digits behind the point that make three significant ones; at most six.
int decimals_for(double value) {
  const double size = std::abs(value);
  int decimals = 0;
  for (double bound = 99.95; size != 0 && size < bound && decimals < 6; bound /= 10) ++decimals;
  return decimals;
}

std::string with_thousands(std::string digits) {
  const std::size_t end = std::min(digits.find('.'), digits.size());
  for (std::size_t i = end; i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

/// The step whose multiple reads best; zero is shown in the base unit.
const Step& step_for(double value, std::span<const Step> steps) {
  const double size = value == 0 ? 1 : std::abs(value);
  // What would round up to the next step's 1 belongs to it: 999.6 µs reads "1.00 ms".
  const auto fits = [&](const Step& step) { return size >= step.size * 0.9995; };
  const auto found = std::find_if(steps.rbegin(), steps.rend(), fits);
  return found != steps.rend() ? *found : steps.front();
}

bool readable(double scaled) {
  const double size = std::abs(scaled);
  return size == 0 || (size >= 0.001 && size < 1e9);
}

std::string scientific(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.begin(), buffer.end(), std::abs(value),
                                 std::chars_format::scientific, 2);
  return std::string(value < 0 ? minus : "") + std::string(buffer.begin(), end.ptr);
}

/// A value already scaled, with as many digits as `like` needs for three significant ones.
std::string digits(double scaled, double like) {
  if (std::isinf(scaled)) return scaled < 0 ? std::string(minus) + "∞" : "∞";
  return readable(scaled) ? fixed(scaled, decimals_for(like)) : scientific(scaled);
}

struct Scaled {
  double size;
  std::string name;
};

Scaled scale_for(double value, std::string_view unit) {
  const auto steps = steps_of(unit);
  if (steps.empty()) return {1, " " + plain(unit, longest_unit)};
  const Step& step = step_for(std::isfinite(value) ? value : 0, steps);
  return {step.size, std::string(step.name)};
}

/// Counts and bytes are not divided further: "7", "512 B", never "7.00".
bool is_whole(double scaled, std::string_view unit, double size) {
  return unit != "s" && size == 1 && scaled == std::floor(scaled) && std::abs(scaled) < 1e9;
}

std::string sign(double value) {
  return value < 0 ? std::string(minus) : "+";
}

/// "+4.1", "−0.02", "+∞": a change in percent without its unit.
std::string signed_percent(double ratio) {
  if (std::isinf(ratio)) return "+∞";
  const double value = (ratio - 1) * 100;
  const bool small = std::abs(value) < 0.095 && value != 0;
  std::string shown = fixed(std::abs(value), small ? 2 : 1);
  const bool is_zero = shown.find_first_not_of("0.") == std::string::npos;
  return (is_zero ? "±" : sign(value)) + shown;
}

/// Each end with its own digits; the unit once where it is the same.
std::string far_range(double low, double high, std::string_view unit) {
  std::string first = quantity(low, unit);
  const std::string name = scale_for(low, unit).name;
  if (name == scale_for(high, unit).name) first.resize(first.size() - name.size());
  return first + " – " + quantity(high, unit);
}

}  // namespace

std::string fixed(double value, int decimals) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.begin(), buffer.end(), std::abs(value),
                                 std::chars_format::fixed, decimals);
  const std::string shown(buffer.begin(), end.ptr);
  const bool is_zero = shown.find_first_not_of("0.") == std::string::npos;
  return (value < 0 && !is_zero ? std::string(minus) : "") + with_thousands(shown);
}

std::string quantity(double value, std::string_view unit) {
  const Scaled scale = scale_for(value, unit);
  const double scaled = value / scale.size;
  return digits(scaled, is_whole(scaled, unit, scale.size) ? 0 : scaled) + scale.name;
}

std::string quantity_range(double low, double high, std::string_view unit) {
  if (low > 0 && std::isfinite(high) && high >= far_apart * low) return far_range(low, high, unit);
  const bool by_high = std::isfinite(high) && !(std::abs(low) > std::abs(high));
  const double larger = by_high ? high : std::isfinite(low) ? low : 0;
  const Scaled scale = scale_for(larger, unit);
  const bool whole = is_whole(low, unit, scale.size) && is_whole(high, unit, scale.size);
  const double like = whole ? 0 : larger / scale.size;
  return digits(low / scale.size, like) + " – " + digits(high / scale.size, like) + scale.name;
}

std::string change(double ratio) {
  if (std::isinf(ratio)) return "+∞ %";
  return ratio >= 3 ? factor(ratio) : signed_percent(ratio) + " %";
}

std::string change_range(double low, double high) {
  if (low <= 0 && std::isinf(high)) return "not known yet";
  if (std::isfinite(high) && high >= 3) return factor(low) + " … " + factor(high);
  return signed_percent(low) + " … " + signed_percent(high) + " %";
}

std::string percent(double fraction) {
  if (std::isinf(fraction)) return "∞";
  if (fraction >= 10) return factor(fraction);
  return fixed(fraction * 100, fraction > 0 && fraction < 0.00095 ? 2 : 1) + " %";
}

std::string bound(stats::Better better) {
  return better == stats::Better::lower ? "≤ " : "≥ ";
}

std::string factor(double ratio) {
  if (std::isinf(ratio)) return "∞×";
  if (ratio >= 1e6) return scientific(ratio) + "×";
  return fixed(ratio, decimals_for(ratio)) + "×";
}

std::string p_value(double p) {
  if (p < 0.001) return "< 0.001";
  return fixed(p, p < 0.0995 ? 3 : 2);
}

std::string count(std::size_t n) {
  return with_thousands(std::to_string(n));
}

std::string count(std::size_t n, std::string_view singular, std::string_view plural) {
  const std::string many = plural.empty() ? std::string(singular) + "s" : std::string(plural);
  return count(n) + " " + (n == 1 ? std::string(singular) : many);
}

std::string age(double seconds_old) {
  struct Span {
    double seconds;
    std::string_view name;
  };
  constexpr std::array spans{Span{86400, "day"}, Span{3600, "hour"}, Span{60, "minute"},
                             Span{1, "second"}};
  const double shown = std::clamp(seconds_old, 0.0, 1e15);
  for (const Span& span : spans)
    if (shown >= span.seconds || span.seconds == 1)
      return count(static_cast<std::size_t>(shown / span.seconds), span.name);
  return {};
}

}  // namespace pawl::ci
