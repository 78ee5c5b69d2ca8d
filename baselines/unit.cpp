#include "unit.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace pawl::baselines {
namespace {

struct Entry {
  std::string_view name;
  std::string_view base;
  double factor;
};

constexpr std::array units{
    Entry{"s", "s", 1},
    Entry{"sec", "s", 1},
    Entry{"seconds", "s", 1},
    Entry{"ms", "s", 1e-3},
    Entry{"us", "s", 1e-6},
    Entry{"µs", "s", 1e-6},
    Entry{"μs", "s", 1e-6},
    Entry{"ns", "s", 1e-9},
    Entry{"ps", "s", 1e-12},
    Entry{"m", "s", 60},
    Entry{"min", "s", 60},
    Entry{"h", "s", 3600},
    Entry{"d", "s", 86400},
    Entry{"s/op", "s", 1},
    Entry{"ms/op", "s", 1e-3},
    Entry{"us/op", "s", 1e-6},
    Entry{"µs/op", "s", 1e-6},
    Entry{"ns/op", "s", 1e-9},
    Entry{"min/op", "s", 60},
    Entry{"hr/op", "s", 3600},
    Entry{"s/iter", "s", 1},
    Entry{"ms/iter", "s", 1e-3},
    Entry{"us/iter", "s", 1e-6},
    Entry{"ns/iter", "s", 1e-9},
    Entry{"sec/op", "s", 1},
    Entry{"B", "B", 1},
    Entry{"bytes", "B", 1},
    Entry{"B/op", "B", 1},
    Entry{"kB", "B", 1e3},
    Entry{"KB", "B", 1e3},
    Entry{"MB", "B", 1e6},
    Entry{"GB", "B", 1e9},
    Entry{"KiB", "B", 1024},
    Entry{"MiB", "B", 1048576},
    Entry{"GiB", "B", 1073741824},
    Entry{"B/s", "B/s", 1},
    Entry{"kB/s", "B/s", 1e3},
    Entry{"KB/s", "B/s", 1e3},
    Entry{"KiB/s", "B/s", 1024},
    Entry{"MB/s", "B/s", 1e6},
    Entry{"GB/s", "B/s", 1e9},
    Entry{"MiB/s", "B/s", 1048576},
    Entry{"GiB/s", "B/s", 1073741824},
    Entry{"1/s", "1/s", 1},
    Entry{"/s", "1/s", 1},
    Entry{"ops/s", "1/s", 1},
    Entry{"op/s", "1/s", 1},
    Entry{"req/s", "1/s", 1},
    Entry{"ops/ms", "1/s", 1e3},
    Entry{"ops/us", "1/s", 1e6},
    Entry{"ops/ns", "1/s", 1e9},
    Entry{"ops/sec", "1/s", 1},
    Entry{"iter/sec", "1/s", 1},
    Entry{"ops/min", "1/s", 1.0 / 60},
    Entry{"ops/hr", "1/s", 1.0 / 3600},
    Entry{"Hz", "1/s", 1},
    Entry{"fps", "1/s", 1},
    Entry{"qps", "1/s", 1},
    Entry{"rps", "1/s", 1},
    Entry{"tps", "1/s", 1},
    Entry{"IOPS", "1/s", 1},
    Entry{"", "1", 1},
    Entry{"1", "1", 1},
    Entry{"count", "1", 1},
    Entry{"allocs/op", "1", 1},
    Entry{"instructions", "1", 1},
    Entry{"cycles", "1", 1},
    Entry{"%", "1", 0.01},
};

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::optional<Unit> unit(std::string_view name) {
  const auto* const found = std::find_if(units.begin(), units.end(),
                                         [&](const Entry& entry) { return entry.name == name; });
  if (found == units.end()) return std::nullopt;
  return Unit{std::string(found->base), found->factor};
}

double in_base(const Unit& unit, double value) {
  // 1e-9 is not exactly a double, 1e9 is.
  return unit.factor < 1 ? value / std::round(1 / unit.factor) : value * unit.factor;
}

std::optional<Quantity> quantity(std::string_view text) {
  text = trimmed(text);
  double value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || !std::isfinite(value)) return std::nullopt;
  const auto its = unit(trimmed(text.substr(static_cast<std::size_t>(end - text.data()))));
  if (!its) return std::nullopt;
  value = in_base(*its, value);
  if (!std::isfinite(value)) return std::nullopt;
  return Quantity{value, its->base};
}

std::optional<double> quantity(std::string_view text, std::string_view base) {
  const auto its = quantity(text);
  if (!its || its->base != base) return std::nullopt;
  return its->value;
}

std::optional<double> part(std::string_view text) {
  text = trimmed(text);
  constexpr double most = 10;
  const auto value = quantity(text, "1");
  if (!value || *value < 0 || *value > most) return std::nullopt;
  if (*value >= 1 && !text.ends_with('%')) return std::nullopt;
  return value;
}

std::optional<double> plain_number(std::string_view text) {
  double value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, failure] = std::from_chars(text.data(), end, value);
  if (failure != std::errc{} || stop != end || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string shortest(double value) {
  std::array<char, 32> digits{};
  return {digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr};
}

std::string percent_hint(std::string_view text) {
  const std::string percent = std::string(trimmed(text)) + "%";
  const auto meant = part(percent);
  if (!meant || part(text)) return "";
  return "write \"" + percent + "\" or " + shortest(*meant);
}

}  // namespace pawl::baselines
