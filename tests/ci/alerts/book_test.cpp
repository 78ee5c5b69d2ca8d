#include "ci/alerts/book.hpp"

#include "baselines/error.hpp"
#include "ci/alerts/book_json.hpp"
#include "ci/notify/alert_delivery.hpp"
#include "support/for_all.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

using namespace pawl::ci;
using pawl::Error;

namespace {

constexpr std::int64_t noon = 1'764'072'000;

/// What a report of that time says: the benchmarks that fire, each by the rule "slow".
AlertEvidence seen(std::int64_t time, const std::vector<std::string>& firing,
                   std::size_t runs = 1) {
  AlertEvidence evidence{.suite = "default",
                         .testbed = "here",
                         .id = std::to_string(time),
                         .time = time,
                         .rules = {"slow"}};
  for (const std::string& benchmark : firing)
    evidence.firing.push_back({.alert = {.fingerprint = digest({benchmark}),
                                         .benchmark = benchmark,
                                         .metric = "wall_time",
                                         .summary = benchmark + " regressed"},
                               .rule = "slow",
                               .runs = runs});
  return evidence;
}

AlertBook one_open() {
  return updated({}, seen(noon, {"a"}), noon);
}

Silence silence_for(std::int64_t until) {
  return {.id = {},
          .benchmark = "*",
          .rule = "*",
          .owner = "ada",
          .reason = "new runner",
          .until = until};
}

AlertBook acknowledged_by_ada(const AlertBook& book) {
  return acknowledged(book, book.alerts[0].id, "ada", "the allocator", noon + 1);
}

std::string state_of(const AlertBook& book) {
  BOOST_REQUIRE(book.alerts.size() == 1u);
  return std::string(name(book.alerts[0].state));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_book)

BOOST_AUTO_TEST_CASE(an_alert_opens_is_acknowledged_and_resolved) {
  AlertBook book = one_open();
  BOOST_TEST(state_of(book) == "open");
  book = acknowledged_by_ada(book);
  BOOST_TEST(state_of(book) == "acknowledged");
  BOOST_TEST(book.alerts[0].by == "ada");
  book = updated(book, seen(noon + 10, {"a"}), noon + 10);
  BOOST_TEST(state_of(book) == "acknowledged");
  book = updated(book, seen(noon + 20, {}), noon + 20);
  BOOST_TEST(state_of(book) == "resolved");
  BOOST_TEST(book.alerts[0].resolved == noon + 20);
}

BOOST_AUTO_TEST_CASE(who_was_told_that_it_is_open_is_told_that_it_is_over) {
  AlertBook book = one_open();
  book = told(book, "slack", news_for(book, "slack", noon));
  book = updated(book, seen(noon + 10, {}), noon + 10);
  book = updated(book, seen(noon + 20, {"a"}, 2), noon + 20);
  BOOST_TEST(state_of(book) == "pending");
  BOOST_TEST(news_for(book, "slack", noon + 20).empty());
  book = updated(book, seen(noon + 30, {}), noon + 30);
  const auto news = news_for(book, "slack", noon + 30);
  BOOST_TEST_REQUIRE(news.size() == 1u);
  BOOST_TEST(news[0].is_resolved);
}

BOOST_AUTO_TEST_CASE(a_report_of_a_clock_that_is_fast_hides_none_that_follow) {
  const std::int64_t year = 365 * 86400;
  AlertBook book = updated({}, seen(noon + year, {"a"}), noon);
  BOOST_TEST(state_of(book) == "open");
  book = updated(book, seen(noon + 10, {}), noon + 10);
  BOOST_TEST(state_of(book) == "resolved");
  BOOST_TEST(state_of(updated(book, seen(noon + 20, {"a"}), noon + 2 * year)) == "open");
  // Nor does the book's own clock, once it was.
  book = updated(book, seen(noon + year, {"a"}), noon + year);
  book = updated(book, seen(noon + 20, {}), noon + 20);
  BOOST_TEST(state_of(book) == "resolved");
}

BOOST_AUTO_TEST_CASE(what_is_over_leaves_no_new_alert_outside) {
  std::vector<std::string> many;
  for (std::size_t i = 0; i < most_booked; ++i) many.push_back("b" + std::to_string(i));
  AlertBook book = updated({}, seen(noon, many), noon);
  BOOST_TEST(updated(book, seen(noon + 1, {"a"}), noon + 1).alerts.size() == most_booked);
  book = told(book, "slack", news_for(book, "slack", noon));
  book = updated(book, seen(noon + 10, {}), noon + 10);
  const auto is_booked = [&](const AlertBook& in) {
    return std::ranges::any_of(in.alerts,
                               [](const auto& one) { return one.alert.benchmark == "a"; });
  };
  BOOST_TEST(!is_booked(updated(book, seen(noon + 20, {"a"}), noon + 20)));  // Slack is to be told
  book = told(book, "slack", news_for(book, "slack", noon + 20));
  book = updated(book, seen(noon + 20, {"a"}), noon + 20);
  BOOST_TEST(is_booked(book));
  BOOST_TEST(book.alerts.size() == most_booked);
}

BOOST_AUTO_TEST_CASE(what_fires_again_opens_anew_and_is_nobodys) {
  AlertBook book = updated(acknowledged_by_ada(one_open()), seen(noon + 10, {}), noon + 10);
  book = updated(book, seen(noon + 20, {"a"}), noon + 20);
  BOOST_TEST(state_of(book) == "open");
  BOOST_TEST(book.alerts[0].by.empty());
  BOOST_TEST(book.alerts[0].opened == noon + 20);
}

BOOST_AUTO_TEST_CASE(it_takes_the_runs_in_a_row_that_the_rule_says) {
  AlertBook book;
  for (int i = 1; i <= 3; ++i) {
    book = updated(book, seen(noon + i, {"a"}, 3), noon + i);
    BOOST_TEST(state_of(book) == (i < 3 ? "pending" : "open"));
  }
  book = updated({}, seen(noon, {"a"}, 2), noon);
  book = updated(book, seen(noon + 1, {}), noon + 1);
  BOOST_TEST(book.alerts.empty());
  book = updated(book, seen(noon + 2, {"a"}, 2), noon + 2);
  BOOST_TEST(state_of(book) == "pending");
}

BOOST_AUTO_TEST_CASE(the_same_evidence_counts_once) {
  const AlertEvidence evidence = seen(noon, {"a"}, 2);
  const AlertBook once = updated({}, evidence, noon);
  const AlertBook twice = updated(once, evidence, noon + 5);
  BOOST_TEST((once == twice));
}

BOOST_AUTO_TEST_CASE(an_older_report_than_one_seen_says_nothing) {
  const AlertBook book = one_open();
  BOOST_TEST((updated(book, seen(noon - 1, {}), noon + 5) == book));
  BOOST_TEST((updated(book, seen(noon - 1, {"a", "b"}), noon + 5) == book));
}

BOOST_AUTO_TEST_CASE(what_is_unsure_stays_as_it_is) {
  AlertEvidence unsure = seen(noon + 1, {});
  unsure.unsure.insert({"slow", digest({"a"})});
  BOOST_TEST(state_of(updated(one_open(), unsure, noon + 1)) == "open");
}

BOOST_AUTO_TEST_CASE(evidence_judges_only_its_own_suite_testbed_and_rules) {
  for (std::string AlertEvidence::*field : {&AlertEvidence::suite, &AlertEvidence::testbed}) {
    AlertEvidence other = seen(noon + 1, {});
    other.*field = "other";
    BOOST_TEST(state_of(updated(one_open(), other, noon + 1)) == "open");
  }
  AlertEvidence other = seen(noon + 1, {});
  other.rules = {"stale"};
  BOOST_TEST(state_of(updated(one_open(), other, noon + 1)) == "open");
}

BOOST_AUTO_TEST_CASE(alerts_of_a_rule_that_is_gone_are_resolved_and_forgotten_in_time) {
  AlertBook book = tidied(one_open(), {}, noon + 1);
  BOOST_TEST(state_of(book) == "resolved");
  BOOST_TEST(tidied(book, {}, noon + 1 + resolved_kept).alerts.size() == 1u);
  BOOST_TEST(tidied(book, {}, noon + 2 + resolved_kept).alerts.empty());
}

BOOST_AUTO_TEST_CASE(only_what_is_open_can_be_acknowledged_by_an_id_that_names_one) {
  const AlertBook book = one_open();
  const std::string id = book.alerts[0].id;
  BOOST_TEST(state_of(acknowledged(book, id.substr(0, 4), "ada", "", noon)) == "acknowledged");
  BOOST_CHECK_THROW(acknowledged(book, id.substr(0, 3), "ada", "", noon), Error);
  BOOST_CHECK_THROW(acknowledged(book, "ffffffffffff", "ada", "", noon), Error);
  BOOST_CHECK_THROW(acknowledged(book, "", "ada", "", noon), Error);
  BOOST_CHECK_THROW(acknowledged(book, id, "", "", noon), Error);
  BOOST_CHECK_THROW(acknowledged(acknowledged_by_ada(book), id, "bob", "", noon), Error);
}

BOOST_AUTO_TEST_CASE(a_silence_has_an_owner_a_reason_and_an_end_that_lies_ahead) {
  BOOST_TEST(silenced({}, silence_for(noon + 1), noon).silences.size() == 1u);
  BOOST_CHECK_THROW(silenced({}, silence_for(noon), noon), Error);
  for (std::string Silence::*field :
       {&Silence::owner, &Silence::reason, &Silence::benchmark, &Silence::rule}) {
    Silence lacking = silence_for(noon + 1);
    (lacking.*field).clear();
    BOOST_CHECK_THROW(silenced({}, lacking, noon), Error);
  }
}

BOOST_AUTO_TEST_CASE(a_thousand_silences_are_enough) {
  AlertBook book;
  book.silences.resize(999);
  book = silenced(book, silence_for(noon + 1), noon);
  BOOST_TEST(book.silences.size() == 1000u);
  BOOST_CHECK_THROW(silenced(book, silence_for(noon + 2), noon), Error);
}

BOOST_AUTO_TEST_CASE(a_silence_that_is_made_again_is_there_once_and_last_and_holds) {
  Silence other = silence_for(noon + 9);
  other.owner = "bob";
  AlertBook book = silenced({}, silence_for(noon + 9), noon);
  const std::string id = book.silences[0].id;
  book = silenced(unsilenced(silenced(book, other, noon), id, noon), silence_for(noon + 9), noon);
  BOOST_TEST(book.silences.size() == 2u);
  BOOST_TEST(book.silences.back().id == id);
  BOOST_TEST(book.silences.back().until == noon + 9);
}

BOOST_AUTO_TEST_CASE(a_destination_is_told_once_that_something_opened_and_once_that_it_is_gone) {
  AlertBook book = one_open();
  BOOST_TEST(news_for(book, "slack", noon).size() == 1u);
  book = told(book, "slack", news_for(book, "slack", noon));
  BOOST_TEST(news_for(book, "slack", noon).empty());
  BOOST_TEST(news_for(book, "webhook", noon).size() == 1u);
  book = updated(book, seen(noon + 1, {}), noon + 1);
  const auto news = news_for(book, "slack", noon);
  BOOST_REQUIRE(news.size() == 1u);
  BOOST_TEST(news[0].is_resolved);
  BOOST_TEST(news_for(book, "webhook", noon).empty());
  book = told(book, "slack", news);
  BOOST_TEST(news_for(book, "slack", noon).empty());
}

BOOST_AUTO_TEST_CASE(nobody_is_told_of_what_is_acknowledged_or_silenced_before_the_silence_ends) {
  BOOST_TEST(news_for(acknowledged_by_ada(one_open()), "slack", noon).empty());
  AlertBook book = silenced(one_open(), silence_for(noon + 100), noon);
  BOOST_TEST(news_for(book, "slack", noon + 99).empty());
  BOOST_TEST(news_for(book, "slack", noon + 100).size() == 1u);
  book = unsilenced(book, book.silences[0].id, noon + 50);
  BOOST_TEST(news_for(book, "slack", noon + 50).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_star_stands_for_any_text) {
  const auto is_matched = [](const char* text, const char* pattern) {
    return is_like(text, pattern);
  };
  for (const auto& [text, pattern] : {std::pair("token/small", "token/*"),
                                      {"token/small", "*small"},
                                      {"token/small", "*"},
                                      {"", "*"},
                                      {"token/small", "t*k*n/*l"},
                                      {"token/small", "token/small"},
                                      {"aab", "*ab"},
                                      {"abab", "ab*ab"},
                                      {"x", "**"}})
    BOOST_TEST(is_matched(text, pattern), text << " is like " << pattern);
  for (const auto& [text, pattern] : {std::pair("token/small", "token"),
                                      {"token/small", "small*"},
                                      {"aba", "ab*ba"},
                                      {"token/small", ""},
                                      {"abc", "a*b"},
                                      {"abc", "*b*b*"}})
    BOOST_TEST(!is_matched(text, pattern), text << " is not like " << pattern);
}

BOOST_AUTO_TEST_CASE(a_book_reads_back_as_it_was_written) {
  pawl::tests::for_all([](pawl::tests::Gen& gen) {
    AlertBook book;
    for (std::int64_t i = 1; i < 20; ++i) {
      std::vector<std::string> firing;
      for (const char* benchmark : {"a", "b\"\n", "c"})
        if (gen.size(0, 2) == 0) firing.emplace_back(benchmark);
      book = updated(book, seen(noon + i, firing, gen.size(1, 3)), noon + i);
      if (gen.size(0, 3) == 0) book = silenced(book, silence_for(noon + i + 5), noon + i);
      if (gen.size(0, 3) == 0) book = told(book, "slack", news_for(book, "slack", noon + i));
      for (const BookedAlert& alert : book.alerts)
        if (alert.state == AlertState::open && gen.size(0, 4) == 0) {
          book = acknowledged(book, alert.id, "ada", "note", noon + i);
          break;
        }
    }
    BOOST_TEST((parse_alert_book(alert_book_json(book), "alerts.json") == book));
  });
}

BOOST_AUTO_TEST_CASE(what_is_no_book_is_refused_with_its_place) {
  for (const char* text :
       {"", "[]", "{\"format\":\"pawl-run\",\"version\":1}",
        R"({"format":"pawl-alerts","version":2,"alerts":[],"silences":[],"seen":{}})",
        R"({"format":"pawl-alerts","version":1,"alerts":[{"id":"x"}],"silences":[],"seen":{}})",
        R"({"format":"pawl-alerts","version":1,"alerts":[],"silences":[],"seen":{"a":"b"}})"})
    BOOST_CHECK_EXCEPTION(parse_alert_book(text, "alerts.json"), Error, [](const Error& error) {
      return std::string(error.what()).starts_with("alerts.json");
    });
}

// Or an update of Pawl would resolve all that is open and tell it anew.
BOOST_AUTO_TEST_CASE(an_alerts_id_is_the_same_in_all_versions) {
  BOOST_TEST(one_open().alerts[0].id == "f2e4359a03ea");
}

BOOST_AUTO_TEST_CASE(an_id_that_no_command_could_name_is_refused_with_its_place) {
  const std::string text = alert_book_json(one_open()), id = one_open().alerts[0].id;
  for (const char* bad : {"", "0123456789a", "0123456789abc", "0123456789AB", "../../passwd"}) {
    std::string edited = text;
    edited.replace(edited.find(id), id.size(), bad);
    BOOST_CHECK_EXCEPTION(parse_alert_book(edited, "alerts.json"), Error, [](const Error& error) {
      return std::string(error.what()).find("id: expected 12 hexadecimal") != std::string::npos;
    });
  }
}

BOOST_AUTO_TEST_CASE(hostile_names_stay_text_in_what_is_told) {
  const AlertBook book = updated({}, seen(noon, {"<!channel> *b*\n`x`"}), noon);
  const auto news = news_for(book, "slack", noon);
  const std::string message = alert_slack_message(news);
  BOOST_TEST(message.find("<!channel>") == std::string::npos);
  const auto posts = boost::json::parse(alert_posts(news, Clock::Time(std::chrono::seconds(noon))));
  const auto& labels = posts.at(0).at("labels");
  BOOST_TEST(labels.at("alertname").as_string() == "PawlAlert");
  BOOST_TEST(labels.at("suite").as_string() == "default");
  BOOST_TEST(labels.at("testbed").as_string() == "here");
  const auto hook = boost::json::parse(alert_news_json(news));
  BOOST_TEST(hook.at("format").as_string() == "pawl-alert-news");
  BOOST_TEST(hook.at("version").as_int64() == 1);
  BOOST_TEST(hook.at("alerts").as_array().size() == 1u);
}

BOOST_AUTO_TEST_CASE(what_is_resolved_ends_at_alertmanager_at_once) {
  const auto end_of = [](const std::vector<AlertNews>& news) {
    const Clock::Time now{std::chrono::seconds(noon + 60)};
    return std::string(boost::json::parse(alert_posts(news, now)).at(0).at("endsAt").as_string());
  };
  AlertBook book = one_open();
  const auto opened = news_for(book, "alertmanager", noon);
  book = updated(told(book, "alertmanager", opened), seen(noon + 1, {}), noon + 1);
  BOOST_TEST(end_of(opened) > "2025-12-01");
  BOOST_TEST(end_of(news_for(book, "alertmanager", noon)) == "2025-11-25T12:01:00Z");
}

BOOST_AUTO_TEST_CASE(what_opens_anew_has_nothing_left_of_before) {
  AlertBook book = acknowledged_by_ada(one_open());
  book = updated(book, seen(noon + 10, {}), noon + 10);
  AlertEvidence again = seen(noon + 20, {"a"});
  again.firing[0].alert.summary = "a regressed by more";
  book = updated(book, again, noon + 20);
  BOOST_TEST(state_of(book) == "open");
  const BookedAlert& alert = book.alerts[0];
  BOOST_TEST(alert.alert.summary == "a regressed by more");
  BOOST_TEST(alert.note.empty());
  BOOST_TEST(alert.since == noon + 20);
  BOOST_TEST(alert.opened == noon + 20);
  BOOST_TEST(alert.acknowledged == 0);
  BOOST_TEST(alert.resolved == 0);
}

BOOST_AUTO_TEST_CASE(what_was_resolved_opens_anew_by_evidence_of_the_same_id) {
  // As that of changes has, whatever it says.
  AlertEvidence changes = seen(0, {"a"});
  AlertBook book = updated({}, changes, noon);
  changes.firing.clear();
  book = updated(book, changes, noon + 10);
  BOOST_TEST(state_of(book) == "resolved");
  book = updated(book, seen(0, {"a"}), noon + 20);
  BOOST_TEST(state_of(book) == "open");
}

BOOST_AUTO_TEST_CASE(what_was_over_first_leaves_a_full_book_first) {
  std::vector<std::string> many;
  for (std::size_t i = 0; i < most_booked; ++i) many.push_back("b" + std::to_string(i));
  AlertBook book = updated({}, seen(noon, many), noon);
  many.erase(std::ranges::find(many, "b7"));
  book = updated(book, seen(noon + 10, many), noon + 10);
  many.erase(std::ranges::find(many, "b3"));
  book = updated(book, seen(noon + 20, many), noon + 20);
  many.push_back("a");
  book = updated(book, seen(noon + 30, many), noon + 30);
  const auto is_booked = [&](std::string_view benchmark) {
    return std::ranges::any_of(book.alerts,
                               [&](const auto& one) { return one.alert.benchmark == benchmark; });
  };
  BOOST_TEST(is_booked("a"));
  BOOST_TEST(is_booked("b3"));
  BOOST_TEST(!is_booked("b7"));
}

BOOST_AUTO_TEST_CASE(an_id_that_several_begin_with_names_none) {
  AlertBook book = one_open();
  book.alerts.push_back(book.alerts[0]);
  book.alerts[0].id = "aaaa00000000";
  book.alerts[1].id = "aaaa11111111";
  BOOST_CHECK_THROW(acknowledged(book, "aaaa", "ada", "", noon), Error);
  BOOST_TEST(
      (acknowledged(book, "aaaa1", "ada", "", noon).alerts[1].state == AlertState::acknowledged));
}

BOOST_AUTO_TEST_CASE(a_silence_is_of_the_rules_it_names) {
  Silence silence = silence_for(noon + 100);
  silence.rule = "no*";
  const AlertBook book = silenced(one_open(), silence, noon);
  BOOST_TEST(silence_of(book, book.alerts[0], noon) == nullptr);
  BOOST_TEST(news_for(book, "slack", noon).size() == 1u);
}

BOOST_AUTO_TEST_CASE(a_silence_that_is_over_is_remembered_for_a_while_and_stays_as_it_ended) {
  AlertBook book = silenced({}, silence_for(noon + 100), noon);
  book = unsilenced(book, book.silences[0].id, noon + 200);
  BOOST_TEST(book.silences[0].until == noon + 100);
  BOOST_TEST(tidied(book, {}, noon + 100 + resolved_kept).silences.size() == 1u);
  BOOST_TEST(tidied(book, {}, noon + 101 + resolved_kept).silences.empty());
}

BOOST_AUTO_TEST_CASE(what_is_open_is_told_first_and_listed_oldest_first) {
  const std::vector<std::string> all = {"a", "b", "c", "d", "e", "f"};
  AlertBook book;
  for (std::size_t i = 1; i <= all.size(); ++i) {
    const std::int64_t now = noon + static_cast<std::int64_t>(i);
    book =
        updated(book, seen(now, {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(i)}), now);
  }
  book = told(book, "slack", news_for(book, "slack", noon + 10));
  std::vector<std::string> order;
  for (const BookedAlert& one : known_open(book, "slack")) order.push_back(one.alert.benchmark);
  BOOST_TEST(order == all);
  book = updated(book, seen(noon + 20, {"g", "h", "i"}), noon + 20);
  const auto news = news_for(book, "slack", noon + 20);
  BOOST_TEST_REQUIRE(news.size() == 9u);
  for (std::size_t i = 0; i < news.size(); ++i) BOOST_TEST(news[i].is_resolved == (i >= 3));
}

BOOST_AUTO_TEST_CASE(a_book_in_any_order_is_read_by_its_ids) {
  AlertBook book = updated({}, seen(noon, {"a", "b", "c"}), noon);
  const std::vector<BookedAlert> in_order = book.alerts;
  std::ranges::reverse(book.alerts);
  BOOST_TEST((parse_alert_book(alert_book_json(book), "alerts.json").alerts == in_order));
}

BOOST_AUTO_TEST_CASE(a_silenced_alert_says_until_when) {
  const AlertBook book = silenced(one_open(), silence_for(noon + 100), noon);
  std::string out;
  append_alert(out, book, book.alerts[0], noon);
  BOOST_TEST(out.find("\"silenced_until\":\"2025-11-25T12:01:40Z\"") != std::string::npos, out);
}

BOOST_AUTO_TEST_SUITE_END()
