#include "tools/load/tally.hpp"

#include "baselines/file.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"
#include "tools/load/load_benchmark.hpp"
#include "tools/load/pacer.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>

using namespace pawl::tools::load;

namespace {

constexpr double timeout = 10;

/// A server in virtual time, one request at a time: 1 ms each, and a whole second in which nothing
/// is answered every ten.
double answered_at(double asked) {
  const double stall = std::floor(asked / 10) * 10 + 5;
  const double begun = asked >= stall && asked < stall + 1 ? stall + 1 : asked;
  const bool runs_into_it = begun < stall && begun + 0.001 > stall;
  return begun + (runs_into_it ? 1.001 : 0.001);
}

Tally open_model(double rate, double duration) {
  Tally tally(1000, timeout, 1);
  double free_at = 0;
  for (Pacer pacer = Pacer::constant(rate); pacer.due() < duration; pacer.advance()) {
    const double sent = std::max(pacer.due(), free_at);
    free_at = answered_at(sent);
    tally.record({pacer.due(), sent, free_at}, Outcome::good);
  }
  return tally;
}

Tally closed_model(double duration) {
  Tally tally(1000, timeout, 1);
  for (double now = 0; now < duration;) {
    const double ended = answered_at(now);
    tally.record({now, now, ended}, Outcome::good);
    now = ended;
  }
  return tally;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(tally)

// Coordinated omission: a client that waits for its answer asks nothing while the server stalls.
BOOST_AUTO_TEST_CASE(a_stall_is_seen_from_the_intended_start_and_hidden_from_the_closed_model) {
  const Tally open = open_model(200, 60), closed = closed_model(60);
  BOOST_TEST(open.from_intended().quantile(0.99) > 0.85);
  BOOST_TEST(open.from_sent().quantile(0.99) < 0.0011);
  BOOST_TEST(closed.from_intended().quantile(0.99) < 0.0011);
  BOOST_TEST(closed.from_intended().largest() > 1.0);
}

BOOST_AUTO_TEST_CASE(a_request_that_failed_counts_as_one_that_took_the_time_out) {
  Tally tally(10, timeout, 1);
  tally.record({0, 0, 0.001}, Outcome::not_connected);
  tally.record({0, 0, 0.001}, Outcome::wrong_status);
  tally.record({0, 0, 12}, Outcome::unsent);
  BOOST_TEST(tally.failures() == 3u);
  BOOST_TEST(tally.from_intended().smallest() == timeout);
  BOOST_TEST(tally.from_sent().smallest() == timeout);
  BOOST_TEST(tally.from_intended().largest() == 12);
  BOOST_TEST(tally.samples().front().latency == timeout);
}

BOOST_AUTO_TEST_CASE(samples_are_bounded_uniform_and_in_order) {
  Tally tally(1000, timeout, 7);
  for (int i = 0; i < 100'000; ++i) tally.record({i * 1.0, i * 1.0, i + 1.0}, Outcome::good);
  const std::vector<Measured> samples = tally.samples();
  BOOST_TEST(samples.size() == 1000u);
  double sum = 0;
  for (const Measured& measured : samples) sum += measured.intended;
  BOOST_TEST(std::abs(sum / 1000 / 50'000 - 1) < 0.1);
  BOOST_TEST(std::is_sorted(samples.begin(), samples.end(),
                            [](const auto& a, const auto& b) { return a.intended < b.intended; }));
}

BOOST_AUTO_TEST_CASE(merging_counts_everything_and_samples_each_side_by_its_share) {
  Tally one(1000, timeout, 1), other(1000, timeout, 2);
  for (int i = 0; i < 30'000; ++i) one.record({0, 0, 1}, Outcome::good);
  for (int i = 0; i < 10'000; ++i) other.record({0, 0, 3}, Outcome::good);
  other.record({0, 0, 3}, Outcome::timed_out);
  other.count_sent_again(1);
  one.count_status(404);
  other.count_status(404);
  one.merge(other);
  BOOST_TEST(one.wrong_statuses().at(404) == 2u);
  BOOST_TEST(one.requests() == 40'001u);
  BOOST_TEST(one.failures() == 1u);
  BOOST_TEST(one.count(Outcome::timed_out) == 1u);
  BOOST_TEST(one.sent_again() == 1u);
  BOOST_TEST(one.last_good() == 3);
  const std::vector<Measured> samples = one.samples();
  const auto theirs = std::count_if(samples.begin(), samples.end(),
                                    [](const Measured& measured) { return measured.latency > 2; });
  BOOST_TEST(samples.size() == 1000u);
  BOOST_TEST(std::abs(static_cast<double>(theirs) - 250) < 70);
}

BOOST_AUTO_TEST_CASE(every_outcome_has_a_name_of_its_own) {
  for (std::size_t i = 0; i < outcomes; ++i)
    for (std::size_t j = 0; j < i; ++j)
      BOOST_TEST(name(static_cast<Outcome>(i)) != name(static_cast<Outcome>(j)));
}

// How late it would have been sent, nobody knows.
BOOST_AUTO_TEST_CASE(what_was_never_sent_was_not_sent_late) {
  Tally tally(10, 1, 1);
  tally.record({0, 0.25, 0.5}, Outcome::good);
  tally.record({0, 0, 9}, Outcome::unsent);
  BOOST_TEST(tally.requests() == 2u);
  BOOST_TEST(tally.lateness().count() == 1u);
  BOOST_TEST(tally.lateness().largest() == 0.25);
}

BOOST_AUTO_TEST_CASE(files_of_a_load_are_those_of_its_folder_and_an_answer_to_head_has_no_body) {
  const pawl::tests::TemporaryDirectory folder;
  pawl::baselines::write_file(folder / "headers", "X-Key: secret\n");
  pawl::baselines::write_file(folder / "body", "its body");
  pawl::baselines::Load load;
  load.url = "http://127.0.0.1/";
  load.method = "HEAD";
  load.headers_file = "headers";
  load.body_file = "body";
  const Plan plan = plan_of(load, folder.path(), 1);
  BOOST_TEST(pawl::tests::contains(plan.request, "X-Key: secret\r\n"));
  BOOST_TEST(plan.request.ends_with("\r\n\r\nits body"));
  BOOST_TEST(plan.is_head);
}

BOOST_AUTO_TEST_CASE(loads_of_different_rates_have_different_names) {
  const auto name_at = [](double rate) {
    pawl::baselines::Benchmark benchmark;
    benchmark.name = "a";
    benchmark.load.emplace().rate = rate;
    return expanded(benchmark).at(0).name;
  };
  BOOST_TEST(name_at(5000) == "a/rate:5000");
  BOOST_TEST(name_at(1e6) == "a/rate:1000000");
  BOOST_TEST(name_at(0.25) == "a/rate:0.25");
  BOOST_TEST(name_at(1.4) == "a/rate:1.4");
}

BOOST_AUTO_TEST_CASE(at_a_rate_all_streams_of_all_connections_may_be_under_way) {
  pawl::baselines::Benchmark benchmark;
  pawl::baselines::Load& load = benchmark.load.emplace();
  load.rate = 1000;
  load.connections = 3;
  load.streams = 4;
  BOOST_TEST(expanded(benchmark).at(0).load->concurrency == std::vector<std::size_t>{12});
}

BOOST_AUTO_TEST_CASE(a_load_beyond_its_bounds_is_refused_by_name) {
  const auto complaint = [](const auto& set) {
    pawl::baselines::Load load;
    load.url = "http://127.0.0.1/";
    set(load);
    return pawl::tests::complaint_of([&] { plan_of(load, ".", 1); });
  };
  BOOST_TEST(complaint([](auto&) {}) == "");
  BOOST_TEST(complaint([](auto& load) { load.timeout = 0; }).starts_with("load: timeout: "));
  BOOST_TEST(complaint([](auto& load) { load.duration = 86'401; }).starts_with("load: duration: "));
  BOOST_TEST(complaint([](auto& load) { load.rate = 0; }).starts_with("load: rate: "));
  BOOST_TEST(complaint([](auto& load) { load.threads = 0; }).starts_with("load: threads: "));
  BOOST_TEST(complaint([](auto& load) { load.samples = 0; }).starts_with("load: samples: "));
  BOOST_TEST(
      complaint([](auto& load) { load.concurrency = {0}; }).starts_with("load: concurrency: "));
  BOOST_TEST(
      complaint([](auto& load) { load.connections = 0; }).starts_with("load: connections: "));
}

BOOST_AUTO_TEST_CASE(one_failure_in_a_hundred_is_borne_and_no_more) {
  Tally tally(10, 1, 1);
  for (int i = 0; i < 99; ++i) tally.record({0, 0, 0.1}, Outcome::good);
  tally.record({0, 0, 1}, Outcome::timed_out);
  BOOST_TEST(!what_is_wrong(tally));
  BOOST_TEST(describe_failures(tally) == "1 of 100 requests failed: 1 timed out");
  tally.record({0, 0, 1}, Outcome::broken);
  BOOST_TEST(what_is_wrong(tally).value() ==
             "2 of 101 requests failed: 1 connection lost, 1 timed out");
  BOOST_TEST(what_is_wrong(Tally(10, 1, 1)).value() == "no request was answered");
}

BOOST_AUTO_TEST_CASE(what_to_look_at_is_said_where_all_requests_fail_alike) {
  const auto told = [](const std::vector<Outcome>& ends) {
    Tally tally(10, 1, 1);
    for (const Outcome end : ends) tally.record({0, 0, 1}, end);
    return describe_failures(tally);
  };
  using enum Outcome;
  for (const Outcome end : {wrong_status, wrong_body, malformed, broken, not_connected, timed_out})
    BOOST_TEST(told({end, end}).ends_with("?"), name(end));
  BOOST_TEST(told({not_connected}) ==
             "1 of 1 request failed: 1 no connection; does it listen there, and speak TLS where "
             "the URL says https?");
  BOOST_TEST(!told({not_connected, good}).ends_with("?"));
  BOOST_TEST(!told({not_connected, timed_out}).ends_with("?"));
}

BOOST_AUTO_TEST_CASE(a_load_that_ended_before_any_answer_has_no_throughput) {
  Tally tally(10, 1, 1);
  tally.record({0, 0, 0.001}, Outcome::not_connected);
  BOOST_TEST(tally.throughput(0) == 0);
  const std::string table = load_table({{"b", tally, 0, false}}, false, 0);
  BOOST_TEST(table.find("nan") == std::string::npos, table);
}

BOOST_AUTO_TEST_SUITE_END()
