#include "ci/http/url.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;

BOOST_AUTO_TEST_SUITE(url)

BOOST_AUTO_TEST_CASE(the_origin_keeps_neither_path_nor_user) {
  BOOST_TEST(origin("https://hooks.slack.com/services/T/B/x?y#z") == "https://hooks.slack.com");
  BOOST_TEST(origin("http://user:password@127.0.0.1:8080/a") == "http://127.0.0.1:8080");
  BOOST_TEST(origin("https://mail.example:8443/?a#b") == "https://mail.example:8443");
  BOOST_TEST(origin("http://u@[::1]:80") == "http://[::1]:80");
}

BOOST_AUTO_TEST_CASE(nothing_is_shown_of_a_url_whose_password_might_reach_into_its_host) {
  for (const char* doubtful :
       {"smtp://AKIAUSER:hunter2secret/XYZ@127.0.0.1:1", "https://user:12345/xyz@host",
        "https://to/ken@host", "https://user:pass?word@host", "https://user:#@host",
        "https://a:b:c@d:e", "https:///user:password@host", "user:password@host", "nonsense", ""})
    BOOST_TEST(origin(doubtful) == no_origin, doubtful);
}

BOOST_AUTO_TEST_CASE(only_what_can_be_read_is_of_one_origin) {
  BOOST_TEST(same_origin("https://api.github.com/a", "https://api.github.com/b?c@d"));
  BOOST_TEST(!same_origin("https://api.github.com", "https://api.github.com:8443"));
  BOOST_TEST(!same_origin("https://api.github.com", "http://api.github.com"));
  BOOST_TEST(!same_origin("nonsense", "nonsense"));
}

BOOST_AUTO_TEST_CASE(secrets_travel_by_https_or_stay_on_this_machine) {
  for (const char* safe :
       {"https://api.github.com", "https://ghe.example:8443/api/v3", "http://127.0.0.1:4010",
        "http://localhost/x", "http://[::1]:80/", "https://hooks.example/a@b/c"})
    BOOST_TEST(keeps_secrets(safe), safe);
  for (const char* unsafe :
       {"http://api.github.com", "http://127.0.0.1.example.com/", "http://127.0.0.1@example.com/",
        "http://localhost.example/", "ftp://127.0.0.1/", "", "https://", "https:///path",
        "HTTP://example.com", "file:///etc/passwd"})
    BOOST_TEST(!keeps_secrets(unsafe), unsafe);
}

BOOST_AUTO_TEST_CASE(whatever_means_something_in_a_url_is_escaped) {
  BOOST_TEST(url_escaped("aZ09-._~") == "aZ09-._~");
  BOOST_TEST(url_escaped("/?#&=+% \n\xc3\xa9\"") == "%2F%3F%23%26%3D%2B%25%20%0A%C3%A9%22");
  BOOST_TEST(url_path_escaped("a b/c#/d") == "a%20b/c%23/d");
}

BOOST_AUTO_TEST_SUITE_END()
