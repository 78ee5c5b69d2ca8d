#include "baselines/text/regex.hpp"

#include <boost/test/unit_test.hpp>

using pawl::baselines::Regex;

BOOST_AUTO_TEST_SUITE(regex_)

BOOST_AUTO_TEST_CASE(a_whole_text_is_matched_or_a_part_or_each_group_is_found) {
  const Regex regex("b([0-9]*)c");
  BOOST_TEST(regex.matches("b1c"));
  BOOST_TEST(!regex.matches("ab1c"));
  BOOST_TEST(regex.matches_in("ab1c"));
  BOOST_TEST(!regex.matches_in("ab1"));
  BOOST_TEST((regex.found_in("b1c bc b22c") == std::vector<std::string>{"1", "", "22"}));
  BOOST_TEST((Regex("[0-9]+").found_in("1 22") == std::vector<std::string>{"1", "22"}));
  BOOST_CHECK_THROW(Regex("("), std::regex_error);
}

BOOST_AUTO_TEST_CASE(no_text_is_too_long_for_the_stack) {
  for (const char* pattern : {"a.*", "(a|b|c)*"}) {
    const Regex regex(pattern);
    BOOST_TEST(regex.matches(std::string(Regex::longest_text, 'a')), pattern);
    const std::string longer(300'000, 'a');
    BOOST_TEST(!regex.matches(longer), pattern);
    BOOST_TEST(!regex.matches_in(longer), pattern);
    BOOST_TEST(regex.found_in(longer).empty(), pattern);
  }
}

BOOST_AUTO_TEST_CASE(no_pattern_is_too_deep_for_the_stack) {
  const auto nested = [](std::size_t depth) {
    return std::string(depth, '(') + "a" + std::string(depth, ')');
  };
  const std::size_t deepest = (Regex::longest_pattern - 1) / 2;
  BOOST_TEST(Regex(nested(deepest)).matches("a"));
  BOOST_CHECK_THROW(Regex(nested(deepest + 1)), std::regex_error);
  BOOST_CHECK_THROW(Regex(nested(300'000)), std::regex_error);
}

BOOST_AUTO_TEST_SUITE_END()
