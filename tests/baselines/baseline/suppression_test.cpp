#include "baselines/baseline/suppression.hpp"

#include "baselines/error.hpp"
#include "support/complaint.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

using namespace pawl::baselines;
namespace data = boost::unit_test::data;

namespace {

Suppression suppression(const std::string& benchmark, const std::string& expires = "2026-12-31") {
  return {.benchmark = benchmark,
          .metric = "",
          .testbed = "",
          .owner = "ada",
          .reason = "checks \"more\"",
          .since = "2026-11-25",
          .expires = expires,
          .at_most = {}};
}

struct Spoiled {
  const char* what;
  std::string from, to, problem;
};
std::ostream& operator<<(std::ostream& out, const Spoiled& spoiled) {
  return out << spoiled.what;
}

const Spoiled spoiled[] = {
    {"nobody answers", "\"owner\":\"ada\"", "\"owner\":\"\"", "owner: expected words"},
    {"no reason", "\"reason\"", "\"raison\"", "\"reason\""},
    {"no end", "\"expires\":\"2026-12-31\"", "\"expires\":null", "\"expires\""},
    {"no such day", "2026-12-31", "2026-02-30", "expected a date such as"},
    {"a time is no date", "2026-12-31", "2026-12-31T00:00:00Z", "expected a date such as"},
    {"less than nothing", "0.25", "-0.25", "expected a part of one above 0"},
    {"percent for a part", "0.25", "25", "expected a part of one above 0 and up to 10"},
    {"newer", "\"version\":1", "\"version\":2", "a newer Pawl wrote it"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(suppression_)

BOOST_AUTO_TEST_CASE(what_is_written_reads_back_sorted_one_line_each) {
  Suppression bounded = suppression("a");
  bounded.metric = "wall_time";
  bounded.at_most = 0.25;
  bounded.unknown = {{"ticket", "\"X-1\""}};
  const std::string text = suppressions_json({{suppression("b"), bounded}});
  BOOST_TEST((parse_suppressions(text, "f") == Suppressions{{bounded, suppression("b")}}));
  BOOST_TEST(text ==
             R"({"format":"pawl-suppressions","version":1,"suppressions":[
{"benchmark":"a","metric":"wall_time","owner":"ada","reason":"checks \"more\"","since":"2026-11-25","expires":"2026-12-31","at_most":0.25,"ticket":"X-1"},
{"benchmark":"b","owner":"ada","reason":"checks \"more\"","since":"2026-11-25","expires":"2026-12-31"}
]}
)");
  BOOST_TEST(parse_suppressions(suppressions_json({}), "f").all.empty());
}

BOOST_DATA_TEST_CASE(what_says_not_who_why_and_until_when_is_refused, data::make(spoiled), c) {
  Suppression bounded = suppression("a");
  bounded.at_most = 0.25;
  std::string text = suppressions_json({{bounded}});
  const auto at = text.find(c.from);
  BOOST_REQUIRE(at != std::string::npos);
  text.replace(at, c.from.size(), c.to);
  BOOST_CHECK_EXCEPTION(parse_suppressions(text, "f"), pawl::Error, [&](const pawl::Error& error) {
    return std::string(error.what()).find(c.problem) != std::string::npos;
  });
}

BOOST_AUTO_TEST_CASE(it_covers_a_worsening_above_0_and_up_to_tenfold) {
  Suppression bounded = suppression("a");
  const auto holds = [&](double at_most) {
    bounded.at_most = at_most;
    return pawl::tests::complaint_of(
               [&] { parse_suppressions(suppressions_json({{bounded}}), "f"); })
        .empty();
  };
  BOOST_TEST(holds(10));
  BOOST_TEST(!holds(10.5));
  BOOST_TEST(holds(0.001));
  BOOST_TEST(!holds(0));
}

BOOST_AUTO_TEST_CASE(it_holds_on_its_last_day_and_not_on_the_next) {
  BOOST_TEST(!is_expired(suppression("a"), "2026-12-31T23:59:59Z"));
  BOOST_TEST(is_expired(suppression("a"), "2027-01-01T00:00:00Z"));
  BOOST_TEST(is_expired(suppression("a"), "no day at all"));
}

BOOST_AUTO_TEST_CASE(expired_ones_and_those_of_no_benchmark_are_problems) {
  const Suppressions all = {
      {suppression("a"), suppression("b", "2026-11-24"), suppression("gone")}};
  const auto problems = verify(all, "f", {.today = "2026-11-25", .benchmarks = {"a", "b"}});
  BOOST_REQUIRE(problems.size() == 2u);
  BOOST_TEST(problems[0] ==
             "f: b: accepted by ada until 2026-11-24, which is over; mend it and withdraw this "
             "(pawl baseline accept --withdraw), or accept it anew");
  BOOST_TEST(problems[1] ==
             "f: gone: no baseline has that benchmark; was it renamed? (pawl baseline accept "
             "--withdraw takes this back)");
}

BOOST_AUTO_TEST_CASE(of_two_branches_whoever_changed_one_wins) {
  const Suppressions ancestor = {{suppression("a"), suppression("b"), suppression("c")}};
  const Suppressions ours = {{suppression("a", "2027-01-31"), suppression("b"), suppression("d")}};
  const Suppressions theirs = {{suppression("a"), suppression("c"), suppression("e")}};
  const SuppressionMerge result = merge(ancestor, ours, theirs);
  BOOST_TEST(result.conflicts.empty());
  BOOST_TEST((result.merged ==
              Suppressions{{suppression("a", "2027-01-31"), suppression("d"), suppression("e")}}));
  const SuppressionMerge both = merge(ancestor, ours, {{suppression("a", "2027-02-28")}});
  BOOST_REQUIRE(both.conflicts.size() == 1u);
  BOOST_TEST(both.conflicts[0] == "a: both sides changed its suppression");
}

BOOST_AUTO_TEST_CASE(accepting_anew_replaces_the_old_one) {
  const Suppressions once = with({}, suppression("a"));
  BOOST_TEST((with(once, suppression("a", "2027-01-31")) ==
              Suppressions{{suppression("a", "2027-01-31")}}));
}

BOOST_AUTO_TEST_CASE(a_name_that_ends_like_a_metric_is_another) {
  Suppression whole = suppression("parse wall_time"), metric = suppression("parse");
  metric.metric = "wall_time";
  BOOST_TEST(described(whole) == described(metric));
  BOOST_TEST(!are_alike(whole, metric));
  BOOST_TEST(are_alike(whole, suppression("parse wall_time", "2027-01-31")));
}

BOOST_AUTO_TEST_CASE(what_is_taken_back_ends_the_signature_and_nothing_else_does) {
  Suppressions both = {{suppression("a"), suppression("b")}};
  both.signature = FileSignature{};
  const auto is_named = [](std::string name) {
    return [name](const Suppression& one) { return one.benchmark == name; };
  };
  BOOST_TEST((without(both, is_named("a")) == Suppressions{{suppression("b")}}));
  BOOST_TEST((without(both, is_named("c")) == both));
}

BOOST_AUTO_TEST_SUITE_END()
