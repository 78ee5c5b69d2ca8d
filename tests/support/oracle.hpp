#pragma once
/// The oracle is what other programs (R, scipy, exact integers in Python) computed for awkward
/// cases: tests/oracle/mann_whitney_bootstrap.json; its "readme" member says what each field means.

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <vector>

namespace pawl::tests {

/// The whole file, read once.
const boost::json::object& oracle();
/// A list of numbers.
std::vector<double> numbers(const boost::json::value& list);
/// A number, written as an integer or, since Boost.JSON is an ulp off at times, as a string.
double number(const boost::json::value& value);
/// {"num": "67", "den": "184756"}: the integers may have any number of digits, each is rounded
/// once.
double fraction(const boost::json::value& value);

}  // namespace pawl::tests
