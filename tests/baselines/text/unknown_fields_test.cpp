#include "baselines/text/unknown_fields.hpp"

#include "baselines/run/run.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;

BOOST_AUTO_TEST_SUITE(unknown_fields)

BOOST_AUTO_TEST_CASE(each_is_found_by_its_whole_name) {
  const UnknownFields fields = {{"owner", "\"Ada\""}, {"own", "1"}};
  BOOST_TEST(*find(fields, "own") == "1");
  BOOST_TEST(find(fields, "ow") == nullptr);
}

BOOST_AUTO_TEST_CASE(one_that_is_set_stays_where_it_stood) {
  UnknownFields fields = {{"a", "1"}, {"b", "2"}};
  set(fields, "a", "[3]");
  set(fields, "c", "null");
  const UnknownFields expected = {{"a", "[3]"}, {"b", "2"}, {"c", "null"}};
  BOOST_TEST((fields == expected));
}

BOOST_AUTO_TEST_CASE(a_mark_takes_the_place_of_its_denial) {
  Series series;
  series.unknown = {{"exact", "false"}};
  BOOST_TEST(!has_mark(series, exact_mark));
  set_mark(series, exact_mark);
  BOOST_TEST(has_mark(series, exact_mark));
  BOOST_TEST(series.unknown.size() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
