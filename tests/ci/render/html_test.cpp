#include "ci/render/html.hpp"

#include "support/golden.hpp"
#include "support/sample_reports.hpp"

#include <boost/test/unit_test.hpp>

#include <regex>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

/// What stands after the page's own head, without the tags that Pawl writes.
std::string without_own_tags(const std::string& page) {
  static const std::regex own(
      R"(</?(main|p|code|h1|h2|div|table|caption|thead|tbody|tr|th|td|small|span|br|body|html)( class="[a-z]+")?>)"
      R"(|</?(svg|title|text|line|path|rect|circle)( [a-zA-Z0-9-]+="[a-zA-Z0-9 .,:%()-]*")*/?>)");
  return std::regex_replace(page.substr(page.find("<main>")), own, "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.html", html(full_report()));
}

BOOST_AUTO_TEST_CASE(commands_in_advice_are_code) {
  Report report;
  report.verdict = ReportVerdict::inconclusive;
  const std::string page = html(report);
  BOOST_TEST(page.find("<code>pawl baseline update RUN</code>") != std::string::npos, page);
  BOOST_TEST(page.find("<table>") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_becomes_markup) {
  for_all([](Gen& gen) {
    const Report report = hostile_report(gen);
    std::vector<PicturedSeries> series;
    for (const Row& row : report.rows)
      series.push_back({row.benchmark,
                        row.metric,
                        row.unit,
                        {{row.benchmark, 1, 0.9, 1.1}, {row.metric, 2, 1.9, 2.1}},
                        {1, 2, 3},
                        {2, 3, 4}});
    const std::string rest = without_own_tags(html(report, series));
    BOOST_TEST(rest.find_first_of("<>\"'") == std::string::npos);
  });
}

BOOST_AUTO_TEST_CASE(the_page_asks_for_nothing_outside_itself) {
  const std::string page = html(full_report());
  for (const char* request : {"src=", "href=", "url(", "@import", "<script"})
    BOOST_TEST(page.find(request) == std::string::npos, request);
}

BOOST_AUTO_TEST_CASE(series_without_pictures_are_counted) {
  std::vector<PicturedSeries> series(most_pictured_series);
  for (PicturedSeries& one : series) one.before = one.now = {1, 2};
  const auto pictured = [&] {
    const std::string page = html(Report{}, series);
    std::size_t titles = 0;
    for (auto at = page.find("<h2>"); at != std::string::npos; at = page.find("<h2>", at + 1))
      ++titles;
    BOOST_TEST(titles == 20u);
    return page;
  };
  BOOST_TEST(pictured().find("without pictures") == std::string::npos);
  series.push_back(series.front());
  BOOST_TEST(pictured().find("<p>1 more without pictures here</p>") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_page_is_bounded_however_much_there_is_to_show) {
  Report report = full_report();
  std::vector<PicturedSeries> series(200);
  for (PicturedSeries& one : series) {
    one.benchmark = "b";
    one.unit = "s";
    one.history.resize(5'000, {"c", 1, 0.9, 1.1});
    one.before = one.now = std::vector<double>(20'000, 1.0);
  }
  BOOST_TEST(html(report, series).size() < std::size_t{2} << 20);
}

BOOST_AUTO_TEST_SUITE_END()
