#include "tools/trust_token/bench.hpp"

#include "baselines/error.hpp"
#include "baselines/text/utf8.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <string>

namespace {

using namespace pawl::tools::trust_token;

const Signer& signer() {
  static const Signer signer(Secret::random());
  return signer;
}

Latencies measured(const std::string& size, BenchOptions options) {
  return measure(*payload(size), signer(), Time{}, options);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bench)

BOOST_AUTO_TEST_CASE(payloads_have_the_sizes_that_are_promised) {
  BOOST_TEST(payload("empty")->sanitized.size() == 0u);
  BOOST_TEST(payload("small")->sanitized.size() == 100u);
  BOOST_TEST(payload("medium")->sanitized.size() == 10'240u);
  BOOST_TEST(payload("large")->sanitized.size() == 1'048'576u);
  BOOST_TEST(payload("777")->sanitized.size() == 777u);
  BOOST_TEST(payload("64KiB")->sanitized.size() == 65'536u);
}

BOOST_AUTO_TEST_CASE(payloads_are_the_same_bytes_on_every_machine) {
  BOOST_TEST(payload("small")->sanitized == payload("100")->sanitized);
  BOOST_TEST(hex(sha256(payload("small")->sanitized)) ==
             "8cb0f9e85a39b0048350be5d2c70cfc6bdd022ca43a56b6505b8f44dfb657bb7");
  BOOST_TEST(hex(sha256(payload("unicode")->sanitized)) ==
             "683ed73c6a89c37d7e31b8ad5a15fcacbe1e33820797c2248330efb32e6c84df");
}

BOOST_AUTO_TEST_CASE(the_unicode_payload_is_utf8_and_hardly_ascii) {
  const std::string text = payload("unicode")->sanitized;
  BOOST_TEST(pawl::baselines::first_invalid_utf8(text) == text.size());
  const auto ascii = std::ranges::count_if(text, [](char c) { return (c & 0x80) == 0; });
  BOOST_TEST(ascii * 3 < std::ranges::ssize(text));
}

BOOST_AUTO_TEST_CASE(a_size_that_has_a_name_gets_it) {
  BOOST_TEST(payload("100")->name == "small");
  BOOST_TEST(payload("1MiB")->name == "large");
  BOOST_TEST(payload("101")->name == "101");
}

BOOST_AUTO_TEST_CASE(what_is_no_size_makes_no_payload) {
  for (const char* const bad :
       {"", "tiny", "-1", "1.5", "1s", "257MiB", "99999999999999999999", "nan", "inf", "0x10"})
    BOOST_TEST(!payload(bad), bad);
}

BOOST_AUTO_TEST_CASE(every_token_has_its_latency_at_any_concurrency) {
  for (const std::size_t concurrency : {1u, 5u, 20u}) {
    const Latencies latencies = measured("small", {.iterations = 103, .concurrency = concurrency});
    BOOST_TEST(latencies.seconds.size() == 103u);
    BOOST_TEST(std::ranges::all_of(latencies.seconds, [](double s) { return s > 0; }));
    BOOST_TEST(latencies.elapsed > 0);
  }
  BOOST_TEST(measured("empty", {.iterations = 3, .concurrency = 8}).seconds.size() == 8u);
}

BOOST_AUTO_TEST_CASE(a_concurrency_beyond_one_is_part_of_the_name) {
  BOOST_TEST(measured("100", {.iterations = 1}).benchmark == "token/small");
  BOOST_TEST(measured("7", {.iterations = 1, .concurrency = 5}).benchmark == "token/7/c5");
}

BOOST_AUTO_TEST_CASE(the_csv_is_that_of_the_contract) {
  const std::vector<Latencies> all = {
      {.benchmark = "token/small", .seconds = {2.5e-6, 0.125}, .elapsed = 1},
      {.benchmark = "token/small/c5", .seconds = {3e-6}, .elapsed = 1}};
  BOOST_TEST(latencies_csv(all) ==
             "benchmark,metric,unit,better,run,launch,value\n"
             "token/small,latency,s,lower,0,0,2.5e-06\n"
             "token/small,latency,s,lower,0,0,0.125\n"
             "token/small/c5,latency,s,lower,0,0,3e-06\n");
}

BOOST_AUTO_TEST_CASE(the_table_shows_nearest_ranks_in_microseconds) {
  std::vector<double> seconds;
  for (int i = 100; i > 0; --i) seconds.push_back(i * 1e-6);
  const std::vector<Latencies> all = {
      {.benchmark = "token/small", .seconds = seconds, .elapsed = 0.01}};
  const std::string table = latencies_table(all);
  const std::string row = table.substr(table.find("token/small"));
  std::string words;
  std::unique_copy(row.begin(), row.end(), std::back_inserter(words),
                   [](char a, char b) { return a == ' ' && b == ' '; });
  BOOST_TEST(words == "token/small 100 50.50 50.00 95.00 99.00 100.00 10000\n");
}

BOOST_AUTO_TEST_CASE(a_slowdown_is_work_in_proportion_to_the_tokens_own) {
  BOOST_TEST(Slowdown().blocks(1 << 20) == 0u);
  const Slowdown half(0.5, signer()), tenfold(10, signer());
  BOOST_TEST(half.blocks(0) > 0u);
  // A block of 64 bytes costs a few times as much, hashed by itself.
  BOOST_TEST(half.blocks(1 << 20) > 1'000u);
  BOOST_TEST(half.blocks(1 << 20) < 20'000u);
  BOOST_TEST(tenfold.blocks(1 << 20) > 5 * half.blocks(1 << 20));
}

BOOST_AUTO_TEST_CASE(a_slowdown_prolongs_every_token) {
  const Slowdown threefold(3, signer());
  double usual = 1, slow = 1;  // the quickest, which a busy machine hardly touches
  for (int i = 0; i < 20; ++i) {
    const auto quickest = [](const Latencies& all) { return std::ranges::min(all.seconds); };
    usual = std::min(usual, quickest(measured("small", {.iterations = 100})));
    slow = std::min(slow, quickest(measured("small", {.iterations = 100, .slowdown = threefold})));
  }
  BOOST_TEST(slow > 2 * usual);
}

BOOST_AUTO_TEST_CASE(a_slowdown_is_read_from_the_environment) {
  BOOST_TEST(!Slowdown::from({}, signer()));
  for (const char* const none : {"", "0%"})
    BOOST_TEST(!Slowdown::from({{"PAWL_TOKEN_SLOWDOWN", none}}, signer()));
  BOOST_TEST(!!Slowdown::from({{"PAWL_TOKEN_SLOWDOWN", "20%"}}, signer()));
  for (const char* const bad : {"fast", "-5%", "20ms", "20000%"})
    BOOST_CHECK_THROW(Slowdown::from({{"PAWL_TOKEN_SLOWDOWN", bad}}, signer()), pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
