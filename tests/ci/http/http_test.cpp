#include "ci/http/http.hpp"

#include "ci/http/dry_run.hpp"

#include <boost/test/unit_test.hpp>

#include <sstream>

using namespace pawl::ci;

BOOST_AUTO_TEST_SUITE(http_)

BOOST_AUTO_TEST_CASE(a_header_is_found_whatever_its_case) {
  const Headers headers = {{"Retry-After", "7"}, {"link", "<a>"}};
  BOOST_TEST(header(headers, "retry-after") == "7");
  BOOST_TEST(header(headers, "Link") == "<a>");
  BOOST_TEST(header(headers, "Lin") == "");
}

BOOST_AUTO_TEST_CASE(a_secret_url_is_shown_by_its_origin) {
  Request request{.method = "POST", .url = "https://hooks.slack.com/services/T/B/x"};
  BOOST_TEST(shown_url(request) == request.url);
  request.url_is_secret = true;
  BOOST_TEST(shown_url(request) == "https://hooks.slack.com/***");
  request.url = "https://user:pass/word@host";
  BOOST_TEST(shown_url(request) == "***");
}

BOOST_AUTO_TEST_CASE(a_dry_run_shows_no_secret_of_a_mail_server) {
  std::ostringstream shown;
  DrySmtp smtp(shown);
  BOOST_TEST(is_success(smtp.send({.server = "smtps://ada:planted0secret@mail.example",
                                   .user = "planted0secret",
                                   .password = "planted0secret",
                                   .from = {},
                                   .to = {},
                                   .text = {}})));
  BOOST_TEST(shown.str().find("planted0secret") == std::string::npos, shown.str());
}

BOOST_AUTO_TEST_SUITE_END()
