#include "tools/trust_token/service.hpp"

#include "support/complaint.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace {

using namespace pawl::tools::trust_token;
using pawl::tests::contains;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

constexpr Time noon{1'800'000'000s};
const std::string generate_path = "/api/trust-tokens/generate";
const std::string validate_path = "/api/trust-tokens/validate";

struct Fixture {
  Time now = noon;
  Service service{Signer(*Secret::from(std::string(40, 'k'))), [this] { return now; }};

  Response post(const std::string& path, const std::string& body) {
    return service.answer({.method = "POST", .path = path, .body = body});
  }
  /// The token's JSON alone.
  std::string token_for(const std::string& body) {
    const Response response = post(generate_path, body);
    BOOST_REQUIRE(response.status == 200u);
    constexpr std::string_view before = "{\"token\":";
    BOOST_REQUIRE(response.body.starts_with(before));
    return response.body.substr(before.size(), response.body.size() - before.size() - 2);
  }
  std::string verdict_on(const std::string& token, const std::string& more = {}) {
    const Response response = post(validate_path, "{\"token\":" + token + more + "}");
    BOOST_TEST(response.status == 200u);
    constexpr std::string_view before = "\"verdict\":\"";
    const std::size_t begin = response.body.find(before) + before.size();
    return response.body.substr(begin, response.body.find('"', begin) - begin);
  }
};

struct BadRequest {
  std::string method, path, body;
  unsigned status;
  std::string says;
};
std::ostream& operator<<(std::ostream& out, const BadRequest& c) {
  return out << c.method << ' ' << c.path << ' ' << c.body;
}

const std::vector<BadRequest> bad_requests = {
    {"POST", generate_path, "", 400, "end of the file"},
    {"POST", generate_path, "x", 400, "request:1:1: expected JSON"},
    {"POST", generate_path, "{\"content\":\"a\"", 400, "expected more JSON"},
    {"POST", generate_path, "\"\xff\"", 400, "expected UTF-8"},
    {"POST", generate_path, "[]", 400, "expected an object"},
    {"POST", generate_path, "{}", 400, "expected the field \\\"content\\\""},
    {"POST", generate_path, "{\"content\":1}", 400, "/content: expected a string, found 1"},
    {"POST", generate_path, "{\"content\":\"a\",\"content\":\"b\"}", 400, "again"},
    {"POST", generate_path, "{\"content\":\"a\",\"orginal\":\"\"}", 400, "orginal"},
    {"POST", generate_path, "{\"content\":\"a\",\"original\":2}", 400, "/original: expected"},
    {"POST", generate_path, "{\"content\":\"a\",\"rules\":\"b\"}", 400, "/rules: expected a list"},
    {"POST", generate_path, "{\"content\":\"a\",\"rules\":[\"\"]}", 400, "rule 1 is empty"},
    {"POST", generate_path, "{\"content\":\"a\",\"ttl\":\"0s\"}", 400, "/ttl: expected a time"},
    {"POST", generate_path, "{\"content\":\"a\",\"ttl\":\"soon\"}", 400, "/ttl: expected a time"},
    {"POST", validate_path, "{}", 400, "expected the field \\\"token\\\""},
    {"POST", validate_path, "{\"token\":{},\"contents\":\"\"}", 400, "contents"},
    {"GET", generate_path, "", 405, "this path takes POST"},
    {"DELETE", "/healthz", "", 405, "this path takes GET, HEAD"},
    {"POST", "/metrics", "", 405, "this path takes GET, HEAD"},
    {"GET", "/", "", 404, "no such path"},
    {"GET", "/healthz/", "", 404, "no such path"},
    {"POST", "/api/trust-tokens", "", 404, "no such path"},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(service, Fixture)

BOOST_AUTO_TEST_CASE(what_it_generates_it_finds_valid) {
  for (const std::string body : {R"({"content":""})", R"({"content":"größer \u0000"})",
                                 R"({"content":"a","original":"b","rules":["r","s"],"ttl":"1s"})",
                                 R"({"content":"a","rules":[],"original":null})"})
    BOOST_TEST(verdict_on(token_for(body)) == "valid");
}

BOOST_AUTO_TEST_CASE(each_verdict_is_told_apart) {
  const std::string token = token_for(R"({"content":"a","ttl":"1min"})");
  BOOST_TEST(verdict_on(token, R"(,"content":"a")") == "valid");
  BOOST_TEST(verdict_on(token, R"(,"content":"b")") == "tampered");
  BOOST_TEST(verdict_on("7") == "malformed");
  std::string forged = token;
  forged.replace(forged.find("1800000060"), 10, "1800009999");
  BOOST_TEST(verdict_on(forged) == "tampered");
  now = noon + 60s;
  BOOST_TEST(verdict_on(token) == "expired");
  now = noon - 1h;
  BOOST_TEST(verdict_on(token) == "not-yet-valid");
}

BOOST_DATA_TEST_CASE(a_bad_request_is_answered_in_one_sentence, data::make(bad_requests), c) {
  Fixture fixture;
  const Response response =
      fixture.service.answer({.method = c.method, .path = c.path, .body = c.body});
  BOOST_TEST(response.status == c.status);
  BOOST_TEST(response.body.starts_with("{\"error\":\""));
  BOOST_TEST(contains(response.body, c.says), response.body);
  BOOST_TEST(response.body.find('\n') == response.body.size() - 1);
  BOOST_TEST((c.status != 405 || response.headers.front().first == "Allow"));
}

BOOST_AUTO_TEST_CASE(the_metrics_count_what_was_done) {
  const std::string token = token_for(R"({"content":"a"})");
  token_for(R"({"content":"b"})");
  verdict_on(token);
  post(generate_path, "{}");
  service.answer({.method = "GET", .path = "/no/such/path"});
  service.refusal(413, "the body is too large");
  const std::string text = service.answer({.method = "GET", .path = "/metrics"}).body;
  for (const std::string line :
       {R"(pawl_token_generation_seconds_bucket{le="+Inf"} 2)",
        R"(pawl_token_generation_seconds_count 2)",
        R"(pawl_token_requests_total{route="/api/trust-tokens/generate",status="200"} 2)",
        R"(pawl_token_requests_total{route="/api/trust-tokens/generate",status="400"} 1)",
        R"(pawl_token_requests_total{route="other",status="404"} 1)",
        R"(pawl_token_requests_total{route="none",status="413"} 1)",
        R"(pawl_token_validations_total{verdict="valid"} 1)"})
    BOOST_TEST(contains(text, "\n" + line + "\n"), line << " is not in\n" << text);
}

BOOST_AUTO_TEST_CASE(the_histogram_is_cumulative_and_puts_a_bound_into_its_own_bucket) {
  ServiceMetrics metrics;
  for (const double seconds : {1e-6, 0.1, 0.100001, 5.0}) metrics.time_generation(seconds);
  const std::string text = metrics.exposition();
  BOOST_TEST(text.find("pawl_token_generation_seconds_sum 5.200002\n") != std::string::npos, text);
  for (const std::string line :
       {R"(_bucket{le="2.5e-06"} 1)", R"(_bucket{le="0.05"} 1)", R"(_bucket{le="0.1"} 2)",
        R"(_bucket{le="0.2"} 3)", R"(_bucket{le="1"} 3)", R"(_bucket{le="+Inf"} 4)"})
    BOOST_TEST(contains(text, line + "\n"), line << " is not in\n" << text);
}

BOOST_AUTO_TEST_CASE(no_client_can_add_series_to_the_metrics) {
  for (int i = 0; i < 100; ++i)
    service.answer({.method = "GET", .path = "/\"" + std::to_string(i) + "\n"});
  const std::string text = service.answer({.method = "GET", .path = "/metrics"}).body;
  BOOST_TEST(contains(text, R"(pawl_token_requests_total{route="other",status="404"} 100)"));
}

BOOST_AUTO_TEST_SUITE_END()
