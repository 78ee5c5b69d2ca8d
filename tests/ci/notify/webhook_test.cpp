#include "ci/notify/webhook.hpp"

#include "ci/http/signature.hpp"
#include "ci/report_json.hpp"
#include "support/complaint.hpp"
#include "support/fake_http.hpp"
#include "support/sample_reports.hpp"

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

const std::string url = "https://hooks.example/planted0secret";

}  // namespace

BOOST_AUTO_TEST_SUITE(webhook_)

BOOST_AUTO_TEST_CASE(the_body_is_the_report_and_its_signature_is_by_the_secret) {
  FakeClock time;
  FakeHttp http({{"POST", url, answer(204)}});
  post_to_webhook({http, time.clock, {}}, url, "shared", full_report());
  const Request& sent = http.sent[0];
  BOOST_TEST(sent.body == report_json(full_report()));
  BOOST_TEST(header(sent.headers, "X-Pawl-Signature-256") ==
             "sha256=" + hmac_sha256_hex("shared", sent.body));
}

BOOST_AUTO_TEST_CASE(a_repetition_is_known_by_its_delivery) {
  FakeClock time;
  FakeHttp http({{"POST", url, lost()}, {"POST", url, answer(503)}, {"POST", url, answer(200)}});
  post_to_webhook({http, time.clock, {}}, url, "shared", full_report());
  BOOST_TEST(header(http.sent[0].headers, "X-Pawl-Delivery") ==
             header(http.sent[2].headers, "X-Pawl-Delivery"));
  FakeHttp other({{"POST", url, answer(200)}});
  post_to_webhook({other, time.clock, {}}, url, "shared", Report());
  BOOST_TEST(header(http.sent[0].headers, "X-Pawl-Delivery") !=
             header(other.sent[0].headers, "X-Pawl-Delivery"));
}

BOOST_AUTO_TEST_CASE(each_refusal_says_what_can_be_done) {
  const std::vector<std::pair<int, std::string>> cases = {
      {401, "; is the secret that goes with PAWL_WEBHOOK_URL right?"},
      {403, "; is the secret that goes with PAWL_WEBHOOK_URL right?"},
      {404, "; is PAWL_WEBHOOK_URL right?"},
      {405, "; is PAWL_WEBHOOK_URL right?"},
      {410, "; is PAWL_WEBHOOK_URL right?"},
      {308, "; it has moved: put its new address into PAWL_WEBHOOK_URL"},
      {500, "; try again later"},
      {429, "; try again later"},
      {400, ""}};
  for (const auto& [status, way_out] : cases) {
    FakeClock time;
    FakeHttp http({{"POST", url, answer(status)}});
    BOOST_TEST(
        complaint_of([&, status = status] {
          post_to_webhook({http, time.clock, {.most_tries = 1}}, url, "shared", full_report());
        }) == "https://hooks.example: answered with status " + std::to_string(status) + way_out);
  }
}

BOOST_AUTO_TEST_CASE(neither_secret_is_in_an_error) {
  const std::vector<std::pair<std::string, std::vector<Exchange>>> cases = {
      {url, {{"POST", url, answer(403, "no \x1b[31m")}}},
      {url, {{"POST", url, answer(302)}}},
      {url, {{"POST", url, answer(404, "Cannot POST /planted0secret")}}},
      {"http://hooks.example/planted0secret", {}},
      {"planted0secret", {}}};
  for (const auto& [to, script] : cases) {
    FakeClock time;
    FakeHttp http(script);
    try {
      post_to_webhook({http, time.clock, {}}, to, "planted0secret", full_report());
      BOOST_ERROR("accepted");
    } catch (const pawl::Error& error) {
      const std::string said = error.what();
      BOOST_TEST(said.find("PAWL_WEBHOOK_URL") != std::string::npos, said);
      BOOST_TEST(said.find("planted0secret") == std::string::npos, said);
      BOOST_TEST(said.find('\x1b') == std::string::npos, said);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
