#include "ci/inert.hpp"

#include "support/sample_reports.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using namespace pawl::tests;

BOOST_AUTO_TEST_SUITE(inert_suite)

BOOST_AUTO_TEST_CASE(plain_text_is_one_clean_line) {
  BOOST_TEST(plain(" a\r\n\tb \u00A0 c ") == "a b c");
  BOOST_TEST(plain("a ") == "a");
  BOOST_TEST(plain("a\033[31mb") == "a[31mb");
  BOOST_TEST(plain(std::string("a\0b", 3)) == "ab");
  BOOST_TEST(plain("a\u202Eb\u200Bc\uFEFFd") == "abcd");
  BOOST_TEST(plain("a\x80z") == "a\uFFFDz");
}

BOOST_AUTO_TEST_CASE(no_line_of_a_log_is_a_command_to_its_runner) {
  BOOST_TEST(plain("::error title=x::y") == ":\u2060:error title=x::y");
  BOOST_TEST(plain(" \033::stop-commands::x") == ":\u2060:stop-commands::x");
  BOOST_TEST(plain("a ##[error]b") == "a #\u2060#[error]b");
  BOOST_TEST(plain("##vso[task.setvariable]") == "#\u2060#vso[task.setvariable]");
  BOOST_TEST(plain("std::sort # #") == "std::sort # #");
  BOOST_TEST(plain("::ab", 4) == ":\u2060:a…");
}

BOOST_AUTO_TEST_CASE(what_is_too_long_is_cut_by_characters) {
  BOOST_TEST(plain("解析解析", 3) == "解析解…");
  BOOST_TEST(plain("abc", 3) == "abc");
  BOOST_TEST(plain("a b c", 3) == "a b…");
}

BOOST_AUTO_TEST_CASE(plain_again_changes_nothing) {
  for_all([](Gen& gen) {
    const std::string once = plain(garbage(gen), 1000);
    BOOST_TEST(plain(once, 1000) == once);
  });
}

BOOST_AUTO_TEST_CASE(ordinary_names_are_shown_as_they_are) {
  BOOST_TEST(markdown_code("token/small_1-2.3") == "`token/small_1-2.3`");
  BOOST_TEST(markdown_prose("not significant (p = 0.04)") == "not significant (p = 0.04)");
  BOOST_TEST(slack_code("a_b*c") == "`a_b*c`");
  BOOST_TEST(html_text("a & b") == "a &amp; b");
}

BOOST_AUTO_TEST_CASE(mentions_and_addresses_are_broken_not_dropped) {
  BOOST_TEST(markdown_prose("@octocat") == "@\u2060octocat");
  BOOST_TEST(markdown_prose("see #12") == "see #\u206012");
  BOOST_TEST(markdown_prose("https://x.y") == "https:\u2060//x.y");
  BOOST_TEST(markdown_prose("www.x.y") == "www\u2060.x.y");
}

// As the line of an alert does in an issue's list, "* # big regressed".
BOOST_AUTO_TEST_CASE(prose_begins_neither_a_heading_nor_a_list) {
  BOOST_TEST(markdown_prose("# x") == "\\# x");
  for (const char* const item : {"- x", "+ x", "+", "---"})
    BOOST_TEST(markdown_prose(item) == std::string("\\") + item);
  BOOST_TEST(markdown_prose("12. x") == "12\\. x");
  BOOST_TEST(markdown_prose("1) x") == "1\\) x");
  for (const char* const other : {"12.3 µs", "+3.0 %", "x # y - 1. z"})
    BOOST_TEST(markdown_prose(other) == other);
}

BOOST_AUTO_TEST_CASE(a_code_span_holds_no_back_quote_and_is_never_empty) {
  BOOST_TEST(markdown_code("``x|y") == "`''x¦y`");
  BOOST_TEST(markdown_code("") == "` `");
  BOOST_TEST(slack_code("\n") == "` `");
}

BOOST_AUTO_TEST_SUITE_END()
