#pragma once
/// A unit is a name for a multiple of a base unit. Within Pawl all values are in base units
/// (seconds, bytes, counts, fractions); this is the only table that says how others convert.

#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

struct Unit {
  std::string base;  ///< "s", "B", "1", "B/s", "1/s"
  double factor;     ///< base = factor × this unit
};

/// `value` of that unit in its base, rounded once: 79.65 ns are 7.965e-08 s, to the last digit.
double in_base(const Unit& unit, double value);

/// "ms" → {"s", 1e-3}, "KiB" → {"B", 1024}, "ns/op" → {"s", 1e-9}; nullopt when unknown.
std::optional<Unit> unit(std::string_view name);

/// A value in a base unit.
struct Quantity {
  double value = 0;
  std::string base;
};

/// A value with its unit, "100ms" → {0.1, "s"}; nullopt when it is not a number with a known unit,
/// finite in its base.
std::optional<Quantity> quantity(std::string_view text);

/// The value alone, in that base unit: of "100ms" in "s" 0.1, of "2%" in "1" 0.02. nullopt also
/// when its unit is of another base.
std::optional<double> quantity(std::string_view text, std::string_view base);

/// A part of one from 0 to 10: "2%" or "0.02". nullopt for anything else, and for 1 or more without
/// its %: whoever writes "2" means 2 % and would get 200.
std::optional<double> part(std::string_view text);

/// The finite number that the whole text is, without a unit; nullopt for anything else.
std::optional<double> plain_number(std::string_view text);

/// The shortest decimal that reads back as the value: 0.5, not 0.500000. Infinities are "inf".
std::string shortest(double value);

/// `write "2%" or 0.02` for "2", a number of 1 or more that part() refuses; empty otherwise.
std::string percent_hint(std::string_view text);

}  // namespace pawl::baselines
