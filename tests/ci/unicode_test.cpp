#include "ci/unicode.hpp"

#include "baselines/text/utf8.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

std::string random_bytes(Gen& gen) {
  std::string text(gen.size(0, 12), ' ');
  for (char& c : text) c = static_cast<char>(gen.coin() ? gen.size(0x80, 0xF8) : gen.size(0, 0x7F));
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unicode_suite)

BOOST_AUTO_TEST_CASE(every_character_is_read_as_it_was_written) {
  for (char32_t point = 0; point <= 0x10FFFF; ++point) {
    if (point >= 0xD800 && point <= 0xDFFF) continue;
    std::string text;
    append_character(text, point);
    const Character read = first_character(text + "\x80");
    if (read.point != point || read.length != text.size())
      BOOST_FAIL("U+" << std::hex << static_cast<std::uint32_t>(point));
  }
}

BOOST_AUTO_TEST_CASE(what_is_not_utf8_is_one_replacement_a_byte) {
  for (const char* bad :
       {"\x80", "\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE2\x82", "\xFF"})
    BOOST_TEST(
        (first_character(bad).point == replacement_character && first_character(bad).length == 1));
}

BOOST_AUTO_TEST_CASE(two_readers_agree_on_what_utf8_is) {
  for_all(
      [](Gen& gen) {
        const std::string text = random_bytes(gen);
        std::size_t i = 0;
        while (i < text.size()) {
          const Character next = first_character(std::string_view(text).substr(i));
          if (next.length == 1 && next.point == replacement_character) break;
          i += next.length;
        }
        BOOST_TEST(i == pawl::baselines::first_invalid_utf8(text));
      },
      2000);
}

BOOST_AUTO_TEST_CASE(columns_are_those_of_a_terminal) {
  BOOST_TEST(columns("token") == 5u);
  BOOST_TEST(columns("解析") == 4u);
  BOOST_TEST(columns("e\u0301") == 1u);
  BOOST_TEST(columns("µs ± −∞") == 7u);
  BOOST_TEST(columns("\U0001F600") == 2u);
  BOOST_TEST(columns("한글") == 4u);
  BOOST_TEST(columns("\u1112\u1161\u11ab") == 2u);
}

BOOST_AUTO_TEST_CASE(cutting_keeps_to_the_width_and_to_whole_characters) {
  BOOST_TEST(cut_to_columns("token", 5) == "token");
  BOOST_TEST(cut_to_columns("token", 4) == "tok…");
  BOOST_TEST(cut_to_columns("解析解析", 8) == "解析解析");
  BOOST_TEST(cut_to_columns("解析解析", 6) == "解析…");
  BOOST_TEST(cut_to_columns("ae\u0301io", 3) == "ae\u0301…");
  BOOST_TEST(cut_within_columns("token", 5) == "token");
  BOOST_TEST(cut_within_columns("token/unicode", 10) == "tok…nicode");
  BOOST_TEST(cut_within_columns("解析解析解析", 8) == "解…解析");
  BOOST_TEST(cut_within_columns("token", 1) == "…");
}

BOOST_AUTO_TEST_CASE(github_counts_utf16) {
  BOOST_TEST(utf16_length("aµ解\U0001F600") == 5u);
}

BOOST_AUTO_TEST_SUITE_END()
