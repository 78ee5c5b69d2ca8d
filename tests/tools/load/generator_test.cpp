#include "tools/load/generator.hpp"

#include "baselines/error.hpp"
#include "scripted_server.hpp"
#include "support/complaint.hpp"
#include "support/few_files.hpp"
#include "support/few_threads.hpp"
#include "support/loopback_listener.hpp"
#include "tools/load/load_benchmark.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <cstring>
#include <set>
#include <thread>
#include <vector>

using namespace pawl::tools::load;
using pawl::tests::ScriptedServer;
using Answer = ScriptedServer::Answer;
using Then = ScriptedServer::Then;
using namespace std::chrono_literals;

namespace {

const std::string ok = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

Plan plan_for(const std::string& url) {
  const Target target = parse_target(url);
  Plan plan;
  plan.address = resolve(target);
  plan.request = request_bytes(target, {});
  plan.timeout = 60;
  return plan;
}

/// The open model with so few requests that their number is known: it does not depend on time.
Plan some_requests(const std::string& url, double count) {
  Plan plan = plan_for(url);
  plan.rate = 1000;
  plan.duration = (count - 0.5) / 1000;
  return plan;
}

Tally tally_of(const Plan& plan) {
  return generate(plan, {}).tally;
}

Tally tally_of_answers(const Answer& answer, double count = 20) {
  ScriptedServer server([&](std::size_t, const std::string&) { return answer; });
  return tally_of(some_requests(server.url, count));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(generator)

BOOST_AUTO_TEST_CASE(each_request_that_is_due_is_sent_once_and_counted) {
  ScriptedServer server([](std::size_t, const std::string&) { return Answer{ok}; });
  for (const std::size_t threads : {std::size_t{1}, std::size_t{3}}) {
    const std::size_t before = server.requests();
    Plan plan = some_requests(server.url, 100);
    plan.concurrency = 4;
    plan.threads = threads;
    const Tally tally = tally_of(plan);
    BOOST_TEST(tally.count(Outcome::good) == 100u);
    BOOST_TEST(tally.failures() == 0u);
    BOOST_TEST(server.requests() - before == 100u);
    BOOST_TEST(tally.samples().size() == 100u);
  }
}

BOOST_AUTO_TEST_CASE(the_closed_model_uses_as_many_connections_as_it_is_told) {
  std::atomic<std::size_t> asked{0};
  ScriptedServer server(
      [&](std::size_t, const std::string&) {  // answers none before five have come
        ++asked;
        for (int i = 0; asked < 5 && i < 20'000; ++i) std::this_thread::sleep_for(1ms);
        return Answer{ok};
      });
  Plan plan = plan_for(server.url);
  plan.concurrency = 5;
  plan.threads = 2;
  plan.duration = 1;
  const Result result = generate(plan, {});
  BOOST_TEST(server.connections() == 5u);
  BOOST_TEST(result.tally.count(Outcome::good) == server.requests());
  BOOST_TEST(result.tally.requests() >= 5u);
  BOOST_TEST(result.throughput() > 0);
}

BOOST_AUTO_TEST_CASE(without_keep_alive_each_request_has_its_connection) {
  ScriptedServer server([](std::size_t, const std::string&) { return Answer{ok}; });
  Plan plan = some_requests(server.url, 20);
  plan.keep_alive = false;
  BOOST_TEST(tally_of(plan).count(Outcome::good) == 20u);
  BOOST_TEST(server.connections() == 20u);
}

BOOST_AUTO_TEST_CASE(an_answer_in_pieces_is_an_answer) {
  const Tally tally = tally_of_answers({ok, Then::keeps, 0ms, 7}, 5);
  BOOST_TEST(tally.count(Outcome::good) == 5u);
}

BOOST_AUTO_TEST_CASE(a_status_that_is_not_expected_is_a_failure) {
  const Answer answer{"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"};
  const Tally tally = tally_of_answers(answer);
  BOOST_TEST(tally.count(Outcome::wrong_status) == 20u);
  BOOST_TEST(tally.wrong_statuses().at(503) == 20u);
}

BOOST_AUTO_TEST_CASE(a_body_that_is_not_expected_is_a_failure) {
  ScriptedServer server([](std::size_t number, const std::string&) {
    return number % 2 == 0 ? Answer{ok} : Answer{"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nbye"};
  });
  Plan plan = some_requests(server.url, 20);
  plan.expected_body = "ell";
  const Tally tally = tally_of(plan);
  BOOST_TEST(tally.count(Outcome::good) == 10u);
  BOOST_TEST(tally.count(Outcome::wrong_body) == 10u);
}

BOOST_AUTO_TEST_CASE(what_is_not_http_is_a_failure) {
  BOOST_TEST(tally_of_answers({"SSH-2.0-x\r\n"}).count(Outcome::malformed) == 20u);
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_within_its_answer_is_a_failure) {
  const Answer answer{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhel", Then::closes};
  BOOST_TEST(tally_of_answers(answer).count(Outcome::broken) == 20u);
}

BOOST_AUTO_TEST_CASE(a_connection_that_ends_without_an_answer_is_a_failure) {
  BOOST_TEST(tally_of_answers({"", Then::closes}).count(Outcome::broken) == 20u);
}

BOOST_AUTO_TEST_CASE(a_server_that_closes_between_requests_costs_none) {
  for (const Then then : {Then::closes, Then::half_closes}) {
    ScriptedServer server([then](std::size_t, const std::string&) { return Answer{ok, then}; });
    BOOST_TEST(tally_of(some_requests(server.url, 20)).count(Outcome::good) == 20u);
    BOOST_TEST(server.connections() == 20u);
  }
}

BOOST_AUTO_TEST_CASE(a_request_on_which_the_server_hangs_up_is_sent_again_and_told_of) {
  ScriptedServer server([](std::size_t number, const std::string&) {
    return number % 5 == 4 ? Answer{"", Then::closes} : Answer{ok};
  });
  const Tally tally = tally_of(some_requests(server.url, 20));
  BOOST_TEST(tally.count(Outcome::good) == 20u);
  BOOST_TEST(server.requests() == 24u);
  BOOST_TEST(remarks(tally).at(0) ==
             "4 of 20 requests had to be sent again: the server closed their connection without an "
             "answer");
}

BOOST_AUTO_TEST_CASE(a_request_whose_answer_had_begun_is_not_sent_again) {
  ScriptedServer server([](std::size_t number, const std::string&) {
    return number % 2 == 0 ? Answer{ok} : Answer{ok.substr(0, 20), Then::closes};
  });
  const Tally tally = tally_of(some_requests(server.url, 20));
  BOOST_TEST(tally.count(Outcome::broken) == 10u);
  BOOST_TEST(server.requests() == 20u);
}

BOOST_AUTO_TEST_CASE(a_request_is_sent_again_once, *boost::unit_test::timeout(60)) {
  ScriptedServer server([](std::size_t number, const std::string&) {
    return number == 0 ? Answer{ok} : Answer{"", Then::closes};
  });
  const Tally tally = tally_of(some_requests(server.url, 20));
  BOOST_TEST(tally.count(Outcome::broken) == 19u);
  BOOST_TEST(server.requests() == 21u);
}

BOOST_AUTO_TEST_CASE(a_connection_on_which_more_comes_than_was_asked_for_is_not_used_again) {
  ScriptedServer server([](std::size_t, const std::string&) { return Answer{ok + ok}; });
  BOOST_TEST(tally_of(some_requests(server.url, 20)).count(Outcome::good) == 20u);
  BOOST_TEST(server.connections() == 20u);
}

// What is left of the request would be the beginning of the next.
BOOST_AUTO_TEST_CASE(a_connection_on_which_the_answer_came_before_all_was_asked_is_not_used_again) {
  const pawl::tests::LoopbackListener listener;
  std::vector<int> lines;
  std::jthread server([&] {  // which reads nothing, so that all is asked on none
    for (int line = listener.accept(); line >= 0; line = listener.accept()) {
      lines.push_back(line);
      ::send(line, ok.data(), ok.size(), MSG_NOSIGNAL);
    }
  });
  const std::string url = "http://" + listener.authority() + "/";
  Plan plan = some_requests(url, 3);
  plan.request = request_bytes(parse_target(url),
                               {.headers = {}, .body = std::string(std::size_t{32} << 20, 'x')});
  BOOST_TEST(tally_of(plan).count(Outcome::good) == 3u);
  listener.shut_down();
  server.join();
  BOOST_TEST(lines.size() == 3u);
  for (const int line : lines) ::close(line);
}

BOOST_AUTO_TEST_CASE(any_status_of_success_will_do_where_none_is_expected) {
  const auto good = [](const std::string& status) {
    const std::string answer = "HTTP/1.1 " + status + " X\r\nContent-Length: 0\r\n\r\n";
    ScriptedServer server([&](std::size_t, const std::string&) { return Answer{answer}; });
    Plan plan = some_requests(server.url, 3);
    plan.expected_status = 0;
    return tally_of(plan).count(Outcome::good);
  };
  for (const char* status : {"200", "204", "299"}) BOOST_TEST(good(status) == 3u, status);
  for (const char* status : {"302", "404", "500"}) BOOST_TEST(good(status) == 0u, status);
}

BOOST_AUTO_TEST_CASE(throughput_is_over_the_time_until_the_last_answer) {
  ScriptedServer server([](std::size_t, const std::string&) {
    return Answer{ok, Then::keeps, 50ms};
  });
  BOOST_TEST(generate(some_requests(server.url, 1), {}).seconds >= 0.05);
}

BOOST_AUTO_TEST_CASE(a_body_without_length_ends_with_its_connection) {
  const Tally tally = tally_of_answers({"HTTP/1.1 200 OK\r\n\r\nhello", Then::half_closes});
  BOOST_TEST(tally.count(Outcome::good) == 20u);
}

BOOST_AUTO_TEST_CASE(what_is_never_answered_times_out_and_what_never_came_to_be_sent_is_counted) {
  ScriptedServer server([](std::size_t, const std::string&) {
    return Answer{"", Then::falls_silent};
  });
  Plan plan = some_requests(server.url, 20);
  plan.timeout = 0.1;
  const Tally tally = tally_of(plan);
  BOOST_TEST(tally.count(Outcome::timed_out) >= 1u);
  BOOST_TEST(tally.count(Outcome::timed_out) + tally.count(Outcome::unsent) == 20u);
  BOOST_TEST(tally.from_intended().smallest() >= 0.1);
}

BOOST_AUTO_TEST_CASE(where_a_thread_is_refused_the_others_do_not_load_for_nothing,
                     *boost::unit_test::timeout(60)) {
  const pawl::tests::LoopbackListener never_answers;
  Plan plan = plan_for("http://" + never_answers.authority() + "/");
  plan.threads = plan.concurrency = 1000;
  plan.duration = 3600;
  const pawl::tests::FewThreads limit(3);
  BOOST_CHECK_EXCEPTION(generate(plan, {}), pawl::Error,
                        [](const pawl::Error& error) { return error.fault == pawl::Fault::io; });
}

BOOST_AUTO_TEST_CASE(where_this_machine_grants_no_more_connections_the_server_is_not_blamed,
                     *boost::unit_test::timeout(60)) {
  const pawl::tests::LoopbackListener never_answers;
  Plan plan = plan_for("http://" + never_answers.authority() + "/");
  plan.concurrency = 1000;
  plan.duration = 3600;
  const pawl::tests::FewFiles limit(100);
  const std::string refusal = pawl::tests::complaint_of([&] { generate(plan, {}); });
  BOOST_TEST(pawl::tests::contains(refusal, "ulimit -n"), refusal);
}

BOOST_AUTO_TEST_CASE(where_nobody_listens_each_request_fails) {
  std::string url;
  {
    ScriptedServer server([](std::size_t, const std::string&) { return Answer{ok}; });
    url = server.url;
  }
  BOOST_TEST(tally_of(some_requests(url, 20)).count(Outcome::not_connected) == 20u);
}

// The server is silent for at least 0.4 s, in which 80 of 200 requests are due: whatever else the
// machine does, half of those wait for at least 0.2 s.
BOOST_AUTO_TEST_CASE(a_stall_is_counted_for_all_that_were_due_in_it) {
  ScriptedServer server([](std::size_t number, const std::string&) {
    return Answer{ok, Then::keeps, number == 50 ? 400ms : 0ms};
  });
  Plan plan = plan_for(server.url);
  plan.rate = 200;
  plan.duration = 1;
  const Tally tally = tally_of(plan);
  BOOST_TEST(tally.count(Outcome::good) == 200u);
  BOOST_TEST(tally.from_intended().quantile(0.99) >= 0.35);
  BOOST_TEST(tally.from_intended().quantile(0.81) >= 0.19);
  BOOST_TEST(tally.lateness().largest() >= 0.35);
}

BOOST_AUTO_TEST_CASE(poisson_arrivals_are_sent_as_drawn) {
  ScriptedServer server([](std::size_t, const std::string&) { return Answer{ok}; });
  Plan plan = plan_for(server.url);
  plan.rate = 500;
  plan.is_poisson = true;
  plan.duration = 0.2;
  const std::size_t first = tally_of(plan).requests();
  BOOST_TEST(first > 50u);
  BOOST_TEST(tally_of(plan).requests() == first);
}

BOOST_AUTO_TEST_CASE(the_body_goes_with_each_request) {
  std::set<std::string> seen;
  std::mutex mutex;
  ScriptedServer server([&](std::size_t, const std::string& request) {
    const std::scoped_lock lock(mutex);
    seen.insert(request);
    return Answer{ok};
  });
  Plan plan = some_requests(server.url, 10);
  const Target target = parse_target(server.url);
  plan.request = request_bytes(target, {"POST", {{"X-A", "b"}}, std::string(300'000, 'z'), true});
  BOOST_TEST(tally_of(plan).count(Outcome::good) == 10u);
  BOOST_TEST(seen.size() == 1u);
  BOOST_TEST(*seen.begin() == plan.request);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(target)

BOOST_AUTO_TEST_CASE(of_several_addresses_the_one_that_answers_is_taken) {
  const auto address = [](const pawl::tests::LoopbackListener& listener) {
    return resolve(parse_target("http://" + listener.authority()));
  };
  const pawl::tests::LoopbackListener listener;
  const Address open = address(listener), closed = address(pawl::tests::LoopbackListener());
  Address unknown = open;
  unknown.bytes.ss_family = AF_MAX;  // as IPv6 where there is none
  const auto is = [](const Address& one, const Address& other) {
    return std::memcmp(&one.bytes, &other.bytes, other.size) == 0;
  };
  BOOST_TEST(is(reachable({unknown, closed, open}), open));
  BOOST_TEST(is(reachable({closed, unknown}), closed));
}

BOOST_AUTO_TEST_CASE(a_url_is_taken_apart) {
  const Target plain = parse_target("http://example.org");
  BOOST_TEST(plain.host == "example.org");
  BOOST_TEST(plain.port == 80);
  BOOST_TEST(plain.path == "/");
  const Target full = parse_target("http://[::1]:8080/a/b?c=d#e");
  BOOST_TEST(full.host == "::1");
  BOOST_TEST(full.port == 8080);
  BOOST_TEST(full.path == "/a/b?c=d");
  BOOST_TEST(full.authority == "[::1]:8080");
  BOOST_TEST(parse_target("http://a?x").path == "/?x");
  const Target brackets = parse_target("http://[2001:db8::1]/");
  BOOST_TEST(brackets.host == "2001:db8::1");
  BOOST_TEST(brackets.port == 80);
  const Target secure = parse_target("https://a/");
  BOOST_TEST(secure.is_secure);
  BOOST_TEST(secure.port == 443);
}

BOOST_AUTO_TEST_CASE(what_is_no_http_url_is_refused_without_being_repeated) {
  for (const std::string url :
       {"", "ftp://a/", "http://", "http://:80/", "http://a:0/", "http://a:65536/", "http://a:8x/",
        "http://a/b c", "http://user:secret@a/", "http://a/\r\nX: y"}) {
    try {
      parse_target(url);
      BOOST_ERROR("taken: " + url);
    } catch (const pawl::Error& error) {
      BOOST_TEST((error.fault == pawl::Fault::input));
      BOOST_TEST(std::string(error.what()).find("secret@") == std::string::npos);
    }
  }
}

// A server waits for a body whose length it is not told (RFC 9110, 8.6).
BOOST_AUTO_TEST_CASE(a_length_goes_with_what_may_have_a_body_and_is_told_once) {
  const Target target = parse_target("http://a/");
  const auto lengths = [&](const RequestParts& parts) {
    const std::string bytes = request_bytes(target, parts);
    std::string found;
    for (std::size_t at = 0; (at = bytes.find("ontent-", at)) != std::string::npos; ++at)
      found +=
          bytes.substr(bytes.find(": ", at) + 2, bytes.find("\r", at) - bytes.find(": ", at) - 2);
    return found;
  };
  for (const std::string method : {"POST", "PUT"})
    BOOST_TEST(lengths({method, {}, "", true}) == "0");
  for (const std::string method : {"GET", "HEAD", "DELETE"})
    BOOST_TEST(lengths({method, {}, "", true}) == "");
  BOOST_TEST(lengths({"PATCH", {}, "abc", true}) == "3");
  BOOST_TEST(lengths({"POST", {{"content-length", "3"}}, "abc", true}) == "3");
}

BOOST_AUTO_TEST_CASE(a_request_cannot_be_split_by_its_headers) {
  const Target target = parse_target("http://a/");
  BOOST_CHECK_THROW(request_bytes(target, {"GET", {{"A", "b\r\nC: d"}}, "", true}), pawl::Error);
  BOOST_CHECK_THROW(request_bytes(target, {"GET", {{"A b", "c"}}, "", true}), pawl::Error);
  BOOST_CHECK_THROW(request_bytes(target, {"GE T", {}, "", true}), pawl::Error);
}

BOOST_AUTO_TEST_CASE(of_a_header_given_twice_neither_is_left_out_in_silence) {
  const std::string refusal =
      pawl::tests::complaint_of([] { parse_headers("Cookie: a\ncookie: secret\n", "h"); });
  BOOST_TEST(refusal ==
             "h:2: expected each header once, found cookie again; write its values into "
             "one");
}

BOOST_AUTO_TEST_CASE(headers_of_a_file_are_read_and_never_shown_in_errors) {
  const auto headers = parse_headers("# a comment\r\nAuthorization: Bearer x y\r\n\nA:b\n", "h");
  BOOST_TEST(headers.size() == 2u);
  BOOST_TEST(headers.at("Authorization") == "Bearer x y");
  BOOST_TEST(headers.at("A") == "b");
  try {
    parse_headers("A: b\nsecret", "h.txt");
    BOOST_ERROR("taken");
  } catch (const pawl::Error& error) {
    BOOST_TEST(error.what() == std::string("h.txt:2: expected a header, \"Name: value\""));
  }
}

BOOST_AUTO_TEST_SUITE_END()
