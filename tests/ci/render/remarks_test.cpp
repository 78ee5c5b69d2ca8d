#include "ci/render/remarks.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using pawl::ci::Remarks;

BOOST_AUTO_TEST_SUITE(remarks_on_rows)

BOOST_AUTO_TEST_CASE(the_same_sentence_is_said_once) {
  Remarks remarks;
  for (const char* row : {"a", "b", "c"}) remarks.add("measure more", row);
  BOOST_TEST(remarks.str() == "  a and 2 other rows: measure more\n");
}

BOOST_AUTO_TEST_CASE(sentences_alike_but_for_numbers_are_one_from_the_least_to_the_greatest) {
  Remarks remarks;
  remarks.add("needs 900 launches, shows 12.5 %", "a");
  remarks.add("needs 1,234 launches, shows 3.0 %", "b");
  remarks.add("needs 95 launches, shows 12.5 %", "c");
  BOOST_TEST(remarks.str() ==
             "  a and 2 other rows: needs 95 – 1,234 launches, shows 3.0 – 12.5 %\n");
}

BOOST_AUTO_TEST_CASE(other_words_or_another_sign_are_another_sentence) {
  Remarks remarks;
  for (const char* sentence :
       {"moved by +3.0 %", "moved by −3.0 %", "moved by 3.0 µs", "moved by 3.0"})
    remarks.add(sentence, "a");
  BOOST_TEST(
      remarks.str() ==
      "  a: moved by +3.0 %\n  a: moved by −3.0 %\n  a: moved by 3.0 µs\n  a: moved by 3.0\n");
}

BOOST_AUTO_TEST_CASE(what_people_wrote_is_not_reckoned_with) {
  Remarks remarks;
  remarks.add_verbatim("accepted until 2027-01-31", "a");
  remarks.add_verbatim("accepted until 2027-02-28", "b");
  remarks.add_verbatim("accepted until 2027-02-28", "c");
  BOOST_TEST(remarks.str() ==
             "  a: accepted until 2027-01-31\n  b and 1 other row: accepted until 2027-02-28\n");
}

BOOST_AUTO_TEST_CASE(those_that_have_no_room_are_counted) {
  Remarks remarks;
  for (int i = 0; i < 20; ++i) remarks.add(std::string(1, static_cast<char>('a' + i)), "row");
  BOOST_TEST(remarks.str().find("  row: t\n") != std::string::npos);
  BOOST_TEST(remarks.str().find("more remark") == std::string::npos);
  remarks.add("u", "row");
  BOOST_TEST(remarks.str().ends_with("  row: t\n  … and 1 more remark; --format json has all\n"));
}

BOOST_AUTO_TEST_SUITE_END()
