#include "ci/render/picture.hpp"

#include <boost/test/unit_test.hpp>

#include <limits>
#include <string>

using namespace pawl::ci;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

std::size_t number_of(const std::string& picture, const std::string& what) {
  std::size_t found = 0;
  for (auto at = picture.find(what); at != picture.npos; at = picture.find(what, at + 1)) ++found;
  return found;
}

Row row(RowVerdict verdict, double ratio, double low, double high) {
  Row made;
  made.benchmark = "b";
  made.metric = "wall_time";
  made.verdict = verdict;
  made.ratio = Ratio{ratio, low, high};
  return made;
}

BudgetRow budget(double estimate, double limit) {
  BudgetRow made;
  made.benchmark = "b";
  made.statistic = "p95";
  made.estimate = estimate;
  made.low = estimate * 0.9;
  made.high = infinity;
  made.limit = limit;
  return made;
}

/// Nothing that SVG cannot draw, and nothing outside the picture.
void is_drawable(const std::string& picture) {
  for (const char* word : {"nan", "inf", "e+", "e-"})
    BOOST_TEST(number_of(picture, std::string("\"") + word) +
                   number_of(picture, std::string(" ") + word) ==
               0u);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(picture)

BOOST_AUTO_TEST_CASE(where_there_is_nothing_to_draw_there_is_no_picture) {
  BOOST_TEST(picture_of_changes({}).empty());
  BOOST_TEST(picture_of_budgets({}).empty());
  BOOST_TEST(picture_of_history({{"a", 1, 1, 1}}, "s").empty());
  BOOST_TEST(picture_of_distributions({}, {1}, "s").empty());
  BOOST_TEST(picture_of_shift({0, 1}, {1, 2}).empty());
}

BOOST_AUTO_TEST_CASE(what_regressed_has_another_shape_not_only_another_colour) {
  Report report;
  report.rows = {row(RowVerdict::regression, 1.2, 1.1, 1.3),
                 row(RowVerdict::unchanged, 1.0, 0.9, 1.1)};
  const std::string drawn = picture_of_changes(report);
  BOOST_TEST(number_of(drawn, "<circle") == 1u);
  BOOST_TEST(number_of(drawn, "<path") == 1u);
}

BOOST_AUTO_TEST_CASE(ends_that_are_not_known_stay_in_the_picture) {
  Report report;
  report.rows = {row(RowVerdict::inconclusive, 1.2, 0, infinity),
                 row(RowVerdict::regression, 1e300, 1e-300, infinity)};
  report.budgets = {budget(0.3, 0.2), budget(1e300, 1e-300)};
  is_drawable(picture_of_changes(report));
  is_drawable(picture_of_budgets(report));
  is_drawable(picture_of_history({{"a", 1, -infinity, infinity}, {"b", 1, 1, 1}}, "s"));
  is_drawable(picture_of_distributions({1, 1}, {1}, "s"));
  is_drawable(picture_of_shift({1}, {2}));
}

BOOST_AUTO_TEST_CASE(an_axis_reaches_from_the_least_to_the_greatest_of_both_sides) {
  for (const auto& [before, now] :
       {std::pair<std::vector<double>, std::vector<double>>{{1, 2}, {3, 4}},
        {{3, 4}, {1, 2}},
        {{1, 4}, {2, 3}}}) {
    const std::string drawn = picture_of_distributions(before, now, "s");
    BOOST_TEST(number_of(drawn, ">1.00 s<") == 1u);
    BOOST_TEST(number_of(drawn, ">4.00 s<") == 1u);
    BOOST_TEST(number_of(drawn, "M12 ") == 1u);
    BOOST_TEST(number_of(drawn, "L628 ") == 2u);  // one step up
  }
}

BOOST_AUTO_TEST_CASE(two_points_are_a_history) {
  BOOST_TEST(!picture_of_history({{"a", 1, 1, 1}, {"b", 2, 2, 2}}, "s").empty());
}

BOOST_AUTO_TEST_CASE(a_shift_goes_from_5_to_95_percent_of_its_width) {
  // From 12 to 628; the same change at each of 19 quantiles, at the picture's top.
  const std::string drawn = picture_of_shift({1}, {2});
  BOOST_TEST(number_of(drawn, "d=\"M42.8 20L73.6 20L") == 1u, drawn);
  BOOST_TEST(number_of(drawn, "L566.4 20L597.2 20\"") == 1u, drawn);
  BOOST_TEST(number_of(drawn, "L") == 18u, drawn);
}

BOOST_AUTO_TEST_CASE(the_axis_of_a_shift_has_no_change_in_it) {
  BOOST_TEST(number_of(picture_of_shift({1}, {2}), ">±0.0 %<") == 1u);
  BOOST_TEST(number_of(picture_of_shift({1}, {2}), ">+100.0 %<") == 1u);
  BOOST_TEST(number_of(picture_of_shift({1, 2, 4}, {1, 2, 4}), ">±0.0 %<") == 2u);
  BOOST_TEST(number_of(picture_of_shift({2}, {1}), ">±0.0 %<") == 1u);
  BOOST_TEST(number_of(picture_of_shift({2}, {1}), ">−50.0 %<") == 1u);
}

BOOST_AUTO_TEST_CASE(the_ends_of_a_shift_are_not_called_fast_or_slow) {
  const std::string drawn = picture_of_shift({1}, {2});  // of times, rates or bytes
  BOOST_TEST(number_of(drawn, "smallest values") == 1u);
  BOOST_TEST(number_of(drawn, "largest values") == 1u);
}

BOOST_AUTO_TEST_CASE(pictures_are_bounded) {
  Report report;
  for (int i = 0; i < 10'000; ++i) {
    report.rows.push_back(row(RowVerdict::regression, 1.2, 1.1, 1.3));
    report.budgets.push_back(budget(0.1, 0.2));
  }
  BOOST_TEST(number_of(picture_of_changes(report), "<text") <= most_pictured_rows + 3);
  BOOST_TEST(picture_of_budgets(report).size() < 50'000u);
  BOOST_TEST(
      picture_of_history(std::vector<PicturedPoint>(100'000, {"c", 1, 0.9, 1.1}), "s").size() <
      20'000u);
  std::vector<double> values(100'000);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = 1 + static_cast<double>(i);
  BOOST_TEST(picture_of_distributions(values, values, "s").size() < 20'000u);
}

BOOST_AUTO_TEST_SUITE_END()
