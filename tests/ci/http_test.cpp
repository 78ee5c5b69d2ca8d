#include "ci/http.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;

BOOST_AUTO_TEST_SUITE(http_)

BOOST_AUTO_TEST_CASE(a_header_is_found_whatever_its_case) {
  const Headers headers = {{"Retry-After", "7"}, {"link", "<a>"}};
  BOOST_TEST(header(headers, "retry-after") == "7");
  BOOST_TEST(header(headers, "Link") == "<a>");
  BOOST_TEST(header(headers, "Lin") == "");
}

BOOST_AUTO_TEST_CASE(the_origin_keeps_neither_path_nor_user) {
  BOOST_TEST(origin("https://hooks.slack.com/services/T/B/x?y#z") == "https://hooks.slack.com");
  BOOST_TEST(origin("http://user:password@127.0.0.1:8080/a") == "http://127.0.0.1:8080");
  BOOST_TEST(origin("https://a?b@c/d") == "https://a");
  BOOST_TEST(origin("nonsense") == "");
}

BOOST_AUTO_TEST_CASE(a_secret_url_is_shown_by_its_origin) {
  Request request{.method = "POST", .url = "https://hooks.slack.com/services/T/B/x"};
  BOOST_TEST(shown_url(request) == request.url);
  request.url_is_secret = true;
  BOOST_TEST(shown_url(request) == "https://hooks.slack.com/***");
}

BOOST_AUTO_TEST_CASE(secrets_travel_by_https_or_stay_on_this_machine) {
  for (const char* safe : {"https://api.github.com", "https://ghe.example:8443/api/v3",
                           "http://127.0.0.1:4010", "http://localhost/x", "http://[::1]:80/"})
    BOOST_TEST(keeps_secrets(safe), safe);
  for (const char* unsafe :
       {"http://api.github.com", "http://127.0.0.1.example.com/", "http://127.0.0.1@example.com/",
        "http://localhost.example/", "ftp://127.0.0.1/", "", "https://", "https:///path",
        "HTTP://example.com", "file:///etc/passwd"})
    BOOST_TEST(!keeps_secrets(unsafe), unsafe);
}

BOOST_AUTO_TEST_SUITE_END()
