#include "tools/load/tls.hpp"

#include "baselines/error.hpp"
#include "scripted_server.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificate.hpp"
#include "tools/load/generator.hpp"
#include "tools/load/load_benchmark.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace pawl::tools::load;
using pawl::tests::ScriptedServer;
using pawl::tests::TestCertificate;
using Answer = ScriptedServer::Answer;
using Then = ScriptedServer::Then;

namespace {

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

/// A certificate, a server that has it, and a directory in which a client finds it.
struct Secure {
  explicit Secure(ScriptedServer::Script script, const std::string& name = "IP:127.0.0.1")
      : certificate(name), server(std::move(script), certificate.context()) {
    certificate.write(directory / "server.pem");
    load.url = server.url;
    load.rate = 1000;
    load.cacert = "server.pem";
  }

  /// With so few requests that their number is known.
  Tally tally(double count = 20) {
    load.duration = (count - 0.5) / 1000;
    load.timeout = 60;
    load.concurrency = {8};
    return generate(plan_of(load, directory.path(), 1), {}).tally;
  }
  std::string refusal() {
    return pawl::tests::complaint_of([&] { tally(); });
  }

  pawl::tests::TemporaryDirectory directory;
  TestCertificate certificate;
  ScriptedServer server;
  pawl::baselines::Load load;
};

Answer always_ok(std::size_t, const std::string&) {
  return {ok};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tls)

BOOST_AUTO_TEST_CASE(a_load_over_tls_is_a_load) {
  Secure secure(always_ok);
  secure.load.expected_body = "ell";
  BOOST_TEST(secure.tally(100).count(Outcome::good) == 100u);
  BOOST_TEST(secure.server.requests() == 100u);
}

BOOST_AUTO_TEST_CASE(without_keep_alive_each_request_shakes_hands_anew) {
  Secure secure(always_ok);
  secure.load.keep_alive = false;
  BOOST_TEST(secure.tally().count(Outcome::good) == 20u);
  BOOST_TEST(secure.server.connections() == 20u);
}

BOOST_AUTO_TEST_CASE(a_certificate_that_nobody_vouches_for_ends_the_load_with_its_reason) {
  Secure secure(always_ok);
  secure.load.cacert = "";
  BOOST_TEST(secure.refusal().find("self") != std::string::npos);
  BOOST_TEST(secure.refusal().find("cacert") != std::string::npos);
  BOOST_TEST(secure.server.requests() == 0u);
}

BOOST_AUTO_TEST_CASE(a_certificate_for_another_name_is_not_taken) {
  Secure secure(always_ok, "DNS:elsewhere.example");
  BOOST_TEST(secure.refusal().find("mismatch") != std::string::npos);
  BOOST_TEST(secure.server.requests() == 0u);
}

BOOST_AUTO_TEST_CASE(insecure_takes_any_certificate) {
  Secure secure(always_ok, "DNS:elsewhere.example");
  secure.load.cacert = "";
  secure.load.insecure = true;
  BOOST_TEST(secure.tally().count(Outcome::good) == 20u);
}

BOOST_AUTO_TEST_CASE(answers_and_bodies_larger_than_a_record_go_both_ways) {
  const std::string large(300'000, 'x');
  Secure secure([&](std::size_t, const std::string& request) {
    const std::string length = std::to_string(request.size());
    return Answer{"HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(large.size()) +
                  "\r\nX-Length: " + length + "\r\n\r\n" + large};
  });
  std::ofstream(secure.directory / "body") << large;
  secure.load.method = "POST";
  secure.load.body_file = "body";
  BOOST_TEST(secure.tally(5).count(Outcome::good) == 5u);
}

BOOST_AUTO_TEST_CASE(an_answer_cut_off_without_a_goodbye_is_a_failure) {
  Secure cut([](std::size_t, const std::string&) {
    return Answer{"HTTP/1.1 200 OK\r\n\r\nhello", Then::closes};
  });
  BOOST_TEST(cut.tally().count(Outcome::broken) == 20u);
  Secure ended([](std::size_t, const std::string&) {
    return Answer{"HTTP/1.1 200 OK\r\n\r\nhello", Then::half_closes};
  });
  BOOST_TEST(ended.tally().count(Outcome::good) == 20u);
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_between_requests_costs_none_over_tls_either) {
  for (const Then then : {Then::closes, Then::half_closes}) {
    Secure secure([then](std::size_t, const std::string&) { return Answer{ok, then}; });
    BOOST_TEST(secure.tally().count(Outcome::good) == 20u);
    BOOST_TEST(secure.server.connections() == 20u);
  }
}

BOOST_AUTO_TEST_CASE(a_server_without_tls_is_a_failure_of_each_request) {
  ScriptedServer plain([](std::size_t, const std::string&) { return Answer{ok}; });
  pawl::baselines::Load load;
  load.url = "https" + plain.url.substr(4);
  load.insecure = true;
  load.rate = 1000;
  load.duration = 0.0095;
  load.timeout = 0.3;  // a server that waits for more than a handshake has
  const Tally tally = generate(plan_of(load, ".", 1), {}).tally;
  BOOST_TEST(tally.failures() == 10u);
}

BOOST_AUTO_TEST_CASE(a_server_that_does_not_offer_http2_ends_the_load_with_its_reason) {
  Secure secure(always_ok);
  secure.load.http2 = true;
  BOOST_TEST(secure.refusal().find("does not offer it") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(options_that_would_do_nothing_are_refused) {
  pawl::baselines::Load load;
  load.url = "http://127.0.0.1/";
  load.insecure = true;
  BOOST_CHECK_THROW(plan_of(load, ".", 1), pawl::Error);
  load.insecure = false;
  load.streams = 2;
  BOOST_CHECK_THROW(plan_of(load, ".", 1), pawl::Error);
  load.url = "https://127.0.0.1/";
  load.streams = 1;
  load.cacert = "no such file";
  BOOST_CHECK_THROW(plan_of(load, ".", 1), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
