#pragma once
/// Format is how a number is shown to people: the only place that scales and rounds. The same on
/// every machine and in every locale.

#include "stats/better.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// A value in a base unit, scaled, with three significant digits: "12.3 ms", "1.50 KiB", "48.2
/// k/s", "1,234". An unknown unit is put behind the number, made plain (inert.hpp). Infinite: "∞".
std::string quantity(double value, std::string_view unit);

/// Both ends on the scale of the larger, the unit once: "12.1 – 12.9 ms". Ends that differ by a
/// factor of 20 or more each have their own: "8.05 – 161 µs", "10.8 µs – 12.1 ms".
std::string quantity_range(double low, double high, std::string_view unit);

/// A ratio as change: 1.041 → "+4.1 %", 0.5 → "−50.0 %"; from 3 on as factor: "3.20×".
std::string change(double ratio);

/// The interval of a ratio: "+3.2 … +5.0 %", "+3.2 … +∞ %"; as factors when `high` ≥ 3 is finite;
/// "not known yet" for one that rules nothing out.
std::string change_range(double low, double high);

/// A relative size without sign: 0.02 → "2.0 %"; from 10 on: "12×".
std::string percent(double fraction);

/// What stands before a limit: "≤ " where lower is better, "≥ ".
std::string bound(stats::Better better);

/// 1.02 → "1.02×".
std::string factor(double ratio);

/// "< 0.001", "0.012", "0.43".
std::string p_value(double p);

/// With thousands separated: "10,000".
std::string count(std::size_t n);
/// "1 launch", "10,000 launches"; `plural` is `singular` + "s" unless given.
std::string count(std::size_t n, std::string_view singular, std::string_view plural = {});

/// A duration in seconds, coarsely: "3 days", "1 hour", "12 minutes", "8 seconds".
std::string age(double seconds);

/// Decimal notation with exactly `decimals` digits behind the point, thousands separated and a true
/// minus sign.
std::string fixed(double value, int decimals);

/// "a, b, c and 4 more": the first `most` of the items as `text_of` makes them.
template <typename Item, typename Text>
std::string a_few(const std::vector<Item>& items, std::size_t most, Text text_of) {
  std::string out;
  for (std::size_t i = 0; i < std::min(most, items.size()); ++i)
    out += (i > 0 ? ", " : "") + text_of(items[i]);
  return out + (items.size() > most ? " and " + count(items.size() - most) + " more" : "");
}

}  // namespace pawl::ci
