#include "ci/http/retry.hpp"

#include "support/fake_http.hpp"
#include "support/for_all.hpp"

using namespace pawl::ci;
using namespace pawl::tests;
using namespace std::chrono_literals;

namespace {

const Request get{.method = "GET", .url = "https://api.example/x"};

Clock::Pause pause(const Answer& answer, int tries) {
  return pause_after(answer, tries, FakeClock::start, 0.5);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(retry_)

BOOST_AUTO_TEST_CASE(a_status_is_retried_exactly_when_time_may_mend_it) {
  for (const int status : {408, 429, 500, 502, 503, 504})
    BOOST_TEST(is_worth_a_retry(answer(status)), status);
  for (const int status : {200, 201, 301, 400, 401, 403, 404, 410, 422, 501})
    BOOST_TEST(!is_worth_a_retry(answer(status)), status);
  BOOST_TEST(is_worth_a_retry(lost()));
  BOOST_TEST(!is_worth_a_retry(NoResponse{.reason = "certificate", .worth_a_retry = false}));
}

BOOST_AUTO_TEST_CASE(a_403_is_a_rate_limit_only_when_it_says_so) {
  BOOST_TEST(!is_rate_limit({.status = 403}));
  BOOST_TEST(!is_rate_limit({.status = 403, .headers = {{"x-ratelimit-remaining", "4999"}}}));
  BOOST_TEST(is_rate_limit({.status = 403, .headers = {{"x-ratelimit-remaining", "0"}}}));
  BOOST_TEST(is_rate_limit({.status = 403, .headers = {{"Retry-After", "1"}}}));
  BOOST_TEST(is_rate_limit({.status = 403, .body = "You have exceeded a secondary rate limit."}));
  BOOST_TEST(!is_rate_limit({.status = 500, .headers = {{"Retry-After", "1"}}}));
}

BOOST_AUTO_TEST_CASE(the_pause_is_what_the_answer_asks_for) {
  BOOST_TEST((pause(answer(429, "", {{"Retry-After", "7"}}), 1) == 7s));
  BOOST_TEST((pause(answer(503, "", {{"retry-after", "7"}}), 3) == 7s));
  // 1,795,472,000 is Mon, 23 Nov 2026 22:13:20 GMT.
  BOOST_TEST(
      (pause(answer(429, "", {{"Retry-After", "Mon, 23 Nov 2026 22:14:00 GMT"}}), 1) == 40s));
  BOOST_TEST((pause(answer(429, "", {{"Retry-After", "Mon, 23 Nov 2026 22:00:00 GMT"}}), 1) == 0s));
  const Headers reset = {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1795472030"}};
  BOOST_TEST((pause(answer(403, "", reset), 1) == 31s));
  const Headers both = {{"Retry-After", "2"}, reset[0], reset[1]};
  BOOST_TEST((pause(answer(429, "", both), 1) == 2s));
  const Headers left = {{"x-ratelimit-remaining", "9"}, {"x-ratelimit-reset", "1795472030"}};
  BOOST_TEST((pause(answer(502, "", left), 1) == 1s));
}

BOOST_AUTO_TEST_CASE(a_limit_without_a_time_is_a_minute_that_doubles) {
  const Answer limited = answer(403, "You have exceeded a secondary rate limit");
  BOOST_TEST((pause(limited, 1) == 60s));
  BOOST_TEST((pause(limited, 2) == 120s));
  BOOST_TEST((pause(limited, 3) == 240s));
  for (const char* garbage : {"-1", "soon", "1e9", "9999999999999999999999", "7 s", ""})
    BOOST_TEST((pause(answer(429, "", {{"Retry-After", garbage}}), 1) == 60s), garbage);
}

BOOST_AUTO_TEST_CASE(no_answer_asks_for_a_pause_that_time_cannot_hold) {
  const std::string most = "9223372036854775807";
  BOOST_TEST((pause(answer(429, "", {{"Retry-After", most}}), 1) == 1'000'000s));
  const Headers reset = {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", most}};
  BOOST_TEST((pause(answer(403, "", reset), 1) == 60s));
}

BOOST_AUTO_TEST_CASE(failures_are_retried_quickly_and_spread) {
  BOOST_TEST((pause_after(lost(), 1, FakeClock::start, 0.0) == 500ms));
  BOOST_TEST((pause_after(lost(), 1, FakeClock::start, 0.999) < 1500ms));
  BOOST_TEST((pause(answer(502), 4) == 8s));
  BOOST_TEST((pause(answer(502), 60) == 30s));
}

BOOST_AUTO_TEST_CASE(pauses_never_exceed_the_budget_nor_tries_the_most) {
  for_all([](Gen& gen) {
    FakeClock time;
    const RetryPolicy policy{.budget = std::chrono::seconds(gen.size(0, 400)),
                             .most_tries = static_cast<int>(gen.size(1, 8))};
    Patience patience(time.clock, policy);
    int tries = 0;
    for (bool again = true; again && tries < 100; ++tries) {
      const std::string after = std::to_string(gen.size(0, 200));
      again = patience.wait_after(gen.coin() ? answer(429, "", {{"Retry-After", after}}) : lost());
    }
    BOOST_TEST(tries <= policy.most_tries);
    BOOST_TEST((time.passed <= policy.budget));
  });
}

BOOST_AUTO_TEST_CASE(what_cannot_change_is_asked_once) {
  FakeClock time;
  FakeHttp http({{"GET", get.url, answer(404)}});
  BOOST_TEST(std::get<Response>(send_patiently({http, time.clock}, get)).status == 404);
  BOOST_TEST(time.pauses.empty());
}

BOOST_AUTO_TEST_CASE(a_request_is_repeated_until_it_is_answered) {
  FakeClock time;
  FakeHttp http({{"GET", get.url, unreachable()},
                 {"GET", get.url, answer(503)},
                 {"GET", get.url, answer(429, "", {{"Retry-After", "9"}})},
                 {"GET", get.url, answer(200)}});
  BOOST_TEST(std::get<Response>(send_patiently({http, time.clock}, get)).status == 200);
  BOOST_TEST((time.pauses == std::vector<Clock::Pause>{1s, 2s, 9s}));
}

BOOST_AUTO_TEST_SUITE_END()
