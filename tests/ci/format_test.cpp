#include "ci/format.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <limits>
#include <ostream>

using namespace pawl::ci;
namespace data = boost::unit_test::data;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

struct Shown {
  std::string what, expected;
};

std::ostream& operator<<(std::ostream& out, const Shown& shown) {
  return out << shown.expected;
}

const std::vector<Shown> cases{
    {quantity(0.0123, "s"), "12.3 ms"},
    {quantity(0, "s"), "0 s"},
    {quantity(0.0009996, "s"), "1.00 ms"},
    {quantity(0.0009994, "s"), "999 µs"},
    {quantity(59.94, "s"), "59.9 s"},
    {quantity(90, "s"), "1.50 min"},
    {quantity(86400, "s"), "24.0 h"},
    {quantity(2.5e-13, "s"), "0.250 ps"},
    {quantity(1e-300, "s"), "1.00e-288 ps"},
    {quantity(-0.25, "s"), "−250 ms"},
    {quantity(512, "B"), "512 B"},
    {quantity(1536, "B"), "1.50 KiB"},
    {quantity(2.5e9, "B/s"), "2.33 GiB/s"},
    {quantity(48230, "1/s"), "48.2 k/s"},
    {quantity(7, "1"), "7"},
    {quantity(0.5, "1"), "0.500"},
    {quantity(123456, "1"), "123,456"},
    {quantity(1.5e18, "1"), "1,500,000 T"},
    {quantity(3.14159, "furlong"), "3.14 furlong"},
    {quantity(infinity, "s"), "∞ s"},
    {quantity_range(0.0121, 0.0129, "s"), "12.1 – 12.9 ms"},
    {quantity_range(0.0009, 0.0012, "s"), "0.90 – 1.20 ms"},
    {quantity_range(-infinity, infinity, "s"), "−∞ – ∞ s"},
    {quantity_range(0.0121, infinity, "s"), "12.1 – ∞ ms"},
    {quantity_range(3, 12, "1"), "3 – 12"},
    {quantity_range(13e-6, 161e-6, "s"), "13 – 161 µs"},
    {quantity_range(8.05e-6, 161e-6, "s"), "8.05 – 161 µs"},
    {quantity_range(10.8e-6, 12.1e-3, "s"), "10.8 µs – 12.1 ms"},
    {quantity_range(3, 1200, "1"), "3 – 1,200"},
    {quantity_range(0, 12e-3, "s"), "0.0 – 12.0 ms"},
    {change(1.041), "+4.1 %"},
    {change(0.5), "−50.0 %"},
    {change(1), "±0.0 %"},
    {change(1.0002), "+0.02 %"},
    {change(3.2), "3.20×"},
    {change(infinity), "+∞ %"},
    {change_range(1.032, 1.05), "+3.2 … +5.0 %"},
    {change_range(0.98, infinity), "−2.0 … +∞ %"},
    {change_range(1.9, 4.25), "1.90× … 4.25×"},
    {change_range(0, infinity), "not known yet"},
    {change_range(0, 2), "−100.0 … +100.0 %"},
    {percent(0.02), "2.0 %"},
    {percent(0.0005), "0.05 %"},
    {percent(12), "12.0×"},
    {percent(infinity), "∞"},
    {factor(1.02), "1.02×"},
    {p_value(0), "< 0.001"},
    {p_value(0.000999), "< 0.001"},
    {p_value(0.001), "0.001"},
    {p_value(0.0123), "0.012"},
    {p_value(0.43), "0.43"},
    {p_value(1), "1.00"},
    {count(10000), "10,000"},
    {count(999), "999"},
    {count(1, "launch", "launches"), "1 launch"},
    {count(2, "launch", "launches"), "2 launches"},
    {count(1234567, "row"), "1,234,567 rows"},
    {age(3 * 86400 + 5), "3 days"},
    {age(3599), "59 minutes"},
    {age(0.4), "0 seconds"},
    {age(-5), "0 seconds"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(format_suite)

BOOST_DATA_TEST_CASE(numbers_read_as_people_write_them, data::make(cases), shown) {
  BOOST_TEST(shown.what == shown.expected);
}

BOOST_AUTO_TEST_SUITE_END()
