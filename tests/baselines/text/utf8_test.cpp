#include "baselines/text/utf8.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

using namespace pawl::baselines;
namespace data = boost::unit_test::data;

namespace {

struct Bytes {
  const char* what;
  std::string text;
  std::size_t invalid;
};
std::ostream& operator<<(std::ostream& out, const Bytes& bytes) {
  return out << bytes.what;
}

// The boundary cases of RFC 3629, section 4.
const Bytes byte_cases[] = {
    {"ascii", "abc", 3},
    {"two bytes", "a\xC2\x80z", 4},
    {"overlong slash", "a\xC0\xAF", 1},
    {"three bytes, lowest", "\xE0\xA0\x80", 3},
    {"overlong three bytes", "\xE0\x9F\xBF", 0},
    {"below the surrogates", "\xED\x9F\xBF", 3},
    {"a surrogate", "\xED\xA0\x80", 0},
    {"the last surrogate", "\xED\xBF\xBF", 0},
    {"above the surrogates", "\xEE\x80\x80", 3},
    {"four bytes, lowest", "\xF0\x90\x80\x80", 4},
    {"overlong four bytes", "\xF0\x8F\xBF\xBF", 0},
    {"U+10FFFF", "\xF4\x8F\xBF\xBF", 4},
    {"beyond U+10FFFF", "\xF4\x90\x80\x80", 0},
    {"cut off", "ab\xE2\x82", 2},
    {"lone continuation", "a\x80", 1},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(utf8)

BOOST_DATA_TEST_CASE(the_first_byte_that_is_not_utf8, data::make(byte_cases), c) {
  BOOST_TEST(first_invalid_utf8(c.text) == c.invalid);
}

BOOST_AUTO_TEST_SUITE_END()
