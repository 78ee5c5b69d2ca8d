#include "ci/html.hpp"

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
      R"(</?(main|p|h1|div|table|caption|thead|tbody|tr|th|td|small|span|br|body|html)( class="[a-z]+")?>)");
  return std::regex_replace(page.substr(page.find("<main>")), own, "");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(html_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.html", html(full_report()));
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_becomes_markup) {
  for_all([](Gen& gen) {
    const std::string rest = without_own_tags(html(hostile_report(gen)));
    BOOST_TEST(rest.find_first_of("<>\"'") == std::string::npos);
  });
}

BOOST_AUTO_TEST_CASE(the_page_asks_for_nothing_outside_itself) {
  const std::string page = html(full_report());
  for (const char* request : {"src=", "href=", "url(", "@import", "<script"})
    BOOST_TEST(page.find(request) == std::string::npos, request);
}

BOOST_AUTO_TEST_SUITE_END()
