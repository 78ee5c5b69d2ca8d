#include "tools/dashboard/access.hpp"

#include "tools/dashboard/routes.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace pawl::tools::dashboard;
using pawl::tools::http_server::Headers;

const Access guarded = {"0123456789abcdef"};

unsigned status(const Access& access, const Headers& headers,
                const std::string& path = "/metrics") {
  return route({.method = "GET", .path = path, .headers = headers}, {}, access)->status;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(dashboard_access)

BOOST_AUTO_TEST_CASE(the_token_opens_as_bearer_and_as_password) {
  for (const std::string value : {"Bearer 0123456789abcdef", "bearer 0123456789abcdef",
                                  "Basic OjAxMjM0NTY3ODlhYmNkZWY=",       // ":0123456789abcdef"
                                  "Basic bWU6MDEyMzQ1Njc4OWFiY2RlZg=="})  // "me:0123456789abcdef"
    BOOST_TEST(status(guarded, {{"authorization", value}}) == 200u, value);
}

BOOST_AUTO_TEST_CASE(a_token_may_hold_colons) {
  const Access with_colons = {"0123456789:abcde"};
  for (const std::string value :
       {"Bearer 0123456789:abcde", "Basic bWU6MDEyMzQ1Njc4OTphYmNkZQ=="})  // "me:0123456789:abcde"
    BOOST_TEST(status(with_colons, {{"authorization", value}}) == 200u, value);
}

BOOST_AUTO_TEST_CASE(nothing_else_opens) {
  for (const std::string value :
       {"", "Bearer", "Bearer ", "Bearer 0123456789abcde", "Bearer 0123456789abcdef0",
        "Bearer 0123456789ABCDEF", "0123456789abcdef", "Basic 0123456789abcdef", "Basic",
        "Basic ====", "Digest 0123456789abcdef", "Basic MDEyMzQ1Njc4OWFiY2RlZg=="})
    BOOST_TEST(status(guarded, {{"authorization", value}}) == 401u, value);
  BOOST_TEST(status(guarded, {}) == 401u);
  BOOST_TEST(status(guarded, {{"host", "localhost"}}) == 401u);
}

BOOST_AUTO_TEST_CASE(without_the_token_no_path_differs_from_another) {
  for (const std::string path :
       {"/", "/api/v1/runs", "/api/v1/events", "/absent", "/assets/page.js"})
    BOOST_TEST(status(guarded, {}, path) == 401u, path);
  BOOST_TEST(status(guarded, {}, "/healthz") == 200u);  // for a supervisor; it says nothing
}

BOOST_AUTO_TEST_CASE(a_refusal_does_not_say_the_token) {
  const auto response = *route(
      {.method = "GET", .path = "/", .headers = {{"authorization", "Bearer 0123456789abcdex"}}}, {},
      guarded);
  BOOST_TEST(response.body.find("0123456789") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_a_token_only_names_of_loopback_are_answered) {
  for (const std::string host : {"localhost", "localhost:7295", "LocalHost", "127.0.0.1:7295",
                                 "127.1.2.3", "[::1]:7295", "[::1]"})
    BOOST_TEST(status({}, {{"host", host}}) == 200u, host);
  for (const std::string host :
       {"", "evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "[::2]", "[::1",
        "10.0.0.1", "127.evil", "localhost:evil:80", "128.0.0.1", "12.7.0.1", "1270.0.0.1", "::2"})
    BOOST_TEST(status({}, {{"host", host}}) == 403u, host);
}

BOOST_AUTO_TEST_SUITE_END()
