#include "ci/slack/blocks.hpp"

#include "ci/unicode.hpp"
#include "support/golden.hpp"
#include "support/sample_reports.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using namespace pawl::tests;
namespace json = boost::json;

namespace {

std::string_view string_of(const json::value& value) {
  return {value.as_string().data(), value.as_string().size()};
}

/// The text objects of a block, with the length that Slack allows them.
struct Allowed {
  json::object text;
  std::size_t longest;
};

std::vector<Allowed> texts_of(const json::object& block) {
  const auto type = string_of(block.at("type"));
  if (type == "context") return {{block.at("elements").as_array().at(0).as_object(), 2000}};
  return {{block.at("text").as_object(), type == "header" ? 150u : 3000u}};
}

void check_inert(const json::object& text) {
  const auto shown = string_of(text.at("text"));
  if (string_of(text.at("type")) == "plain_text") return;
  BOOST_TEST(text.at("verbatim").as_bool());
  BOOST_TEST(shown.find_first_of("<>") == std::string_view::npos);
  for (std::size_t at = shown.find('&'); at != std::string_view::npos; at = shown.find('&', at + 1))
    BOOST_TEST((shown.substr(at).starts_with("&amp;") || shown.substr(at).starts_with("&lt;") ||
                shown.substr(at).starts_with("&gt;")));
}

void check_message(const std::string& message) {
  const json::value parsed = json::parse(message);
  const auto& blocks = parsed.at("blocks").as_array();
  BOOST_TEST(!string_of(parsed.at("text")).empty());
  BOOST_TEST(blocks.size() <= 50u);
  std::size_t total = 0;
  for (const json::value& block : blocks)
    for (const Allowed& allowed : texts_of(block.as_object())) {
      const std::size_t length = utf16_length(string_of(allowed.text.at("text")));
      BOOST_TEST(length >= 1u);
      BOOST_TEST(length <= allowed.longest);
      total += length;
      check_inert(allowed.text);
    }
  BOOST_TEST(total <= 12'000u);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slack_blocks_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.slack.json", slack_blocks(full_report()));
}

BOOST_AUTO_TEST_CASE(every_message_is_within_limits_and_inert) {
  check_message(slack_blocks(full_report()));
  check_message(slack_blocks(passing_report()));
  check_message(slack_blocks(report_without_baseline()));
  check_message(slack_blocks(Report()));
  for_all([](Gen& gen) { check_message(slack_blocks(hostile_report(gen))); });
}

BOOST_AUTO_TEST_CASE(what_is_said_of_an_acceptance_is_inert) {
  Report report;
  report.rows.resize(1);
  report.rows[0].verdict = RowVerdict::regression;
  report.rows[0].accepted = "by <!channel> until 2027-01-01: <https://evil.example|worth it>";
  check_message(slack_blocks(report));
}

BOOST_AUTO_TEST_CASE(a_huge_report_is_cut_and_says_so) {
  Report report = long_report(10'000);
  for (Row& row : report.rows) row.benchmark.insert(0, std::string(200, '&'));
  report.rows[0].benchmark = std::string(1'000'000, '<');
  const std::string message = slack_blocks(report);
  check_message(message);
  BOOST_TEST(message.find("more rows") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
