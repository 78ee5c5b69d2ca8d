#include "baselines/instant.hpp"

#include <boost/test/unit_test.hpp>

using pawl::baselines::in_utc;
using pawl::baselines::instant;
using pawl::baselines::instant_text;

BOOST_AUTO_TEST_SUITE(instant_)

BOOST_AUTO_TEST_CASE(the_same_instant_in_any_zone_is_one_number) {
  BOOST_TEST(instant("1970-01-01T00:00:00Z").value() == 0);
  BOOST_TEST(instant("2019-11-11T09:58:20+09:00").value() == 1573433900);
  BOOST_TEST(instant("2019-11-11T00:58:20Z").value() == 1573433900);
  BOOST_TEST(instant("2019-11-10t19:28:20.123-05:30").value() == 1573433900);
  BOOST_TEST(instant_text(1573433900) == "2019-11-11T00:58:20Z");
}

BOOST_AUTO_TEST_CASE(what_is_written_is_read_again) {
  for (std::int64_t time = -2'000'000'000; time < 4'000'000'000; time += 12'345'677)
    BOOST_TEST(instant(instant_text(time)).value() == time);
}

// Found by tests/fuzz: in UTC they are of the years −1 and 10000, as which they were written.
BOOST_AUTO_TEST_CASE(what_could_not_be_written_in_utc_is_no_instant) {
  BOOST_TEST(instant_text(instant("0000-01-01T00:00:00Z").value()) == "0000-01-01T00:00:00Z");
  BOOST_TEST(!instant("0000-01-01T00:00:00+00:01").has_value());
  BOOST_TEST(instant_text(instant("9999-12-31T23:59:59Z").value()) == "9999-12-31T23:59:59Z");
  BOOST_TEST(!instant("9999-12-31T23:59:60Z").has_value());
  BOOST_TEST(!instant("9999-12-31T23:59:59-23:59").has_value());
  BOOST_TEST(in_utc("0000-01-01T00:00:00+23:59") == "");
}

BOOST_AUTO_TEST_CASE(what_is_no_instant_is_refused) {
  for (const char* text :
       {"", "2019-11-11", "2019-11-11T00:58:20", "2019-02-29T00:00:00Z", "2019-11-11T24:00:00Z",
        "2019-11-11T00:00:00Zx", "2019-11-11T00:00:00.Z", "2019-11-11T00:00:00+09",
        "+019-11-11T00:00:00Z", "2019-11-11T00:00:00+24:00", "2019-11-11T00:00:00-23:60",
        "2019-11-11T00:00:61Z"})
    BOOST_TEST(!instant(text).has_value(), text);
}

BOOST_AUTO_TEST_CASE(a_time_of_any_zone_or_none_is_told_in_utc_and_what_is_no_time_is_nothing) {
  BOOST_TEST(in_utc("2026-10-25T02:50:00+02:00") == "2026-10-25T00:50:00Z");
  BOOST_TEST(in_utc("2026-10-25T02:10:00.75+01:00") == "2026-10-25T01:10:00Z");
  BOOST_TEST(in_utc("2026-10-25T01:10:00Z") == "2026-10-25T01:10:00Z");
  BOOST_TEST(in_utc("2018-03-12 21:04:13") == "2018-03-12T21:04:13Z");
  BOOST_TEST(in_utc("last Sunday") == "");
  BOOST_TEST(in_utc("0000-01-01T00:00:00+00:01") == "");
  BOOST_TEST(in_utc("9999-12-31T23:59:59-00:01") == "");
  BOOST_TEST(in_utc("9999-12-31T23:59:59Z") == "9999-12-31T23:59:59Z");
  BOOST_TEST(in_utc("") == "");
}

BOOST_AUTO_TEST_SUITE_END()
