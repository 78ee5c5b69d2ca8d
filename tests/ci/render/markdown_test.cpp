#include "ci/render/markdown.hpp"

#include "ci/unicode.hpp"
#include "support/golden.hpp"
#include "support/sample_reports.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <array>
#include <regex>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

std::size_t occurrences(const std::string& text, const std::string& part) {
  std::size_t n = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++n;
  return n;
}

/// The text without code spans (which hold no back-quote and no line break), code blocks and the
/// marker: what GitHub looks for formatting, links and mentions in.
std::string live_text(const std::string& shown) {
  static const std::regex marker("^<!-- pawl:[A-Za-z0-9._/%-]*@[A-Za-z0-9._/%-]* -->\n");
  static const std::regex block("```sh\n[^`]*```");
  static const std::regex span("`[^`\n]*`");
  BOOST_TEST(std::regex_search(shown, marker, std::regex_constants::match_continuous));
  const auto rest = std::regex_replace(shown, marker, "", std::regex_constants::format_first_only);
  return std::regex_replace(std::regex_replace(rest, block, ""), span, "");
}

/// Without what Pawl itself writes: its tags, its bold, and escaped punctuation.
std::string suspicious(const std::string& live) {
  static const std::regex own(
      R"(</?details>|</?summary>|<br>|</?sub>|\*\*(What to do now:|[^*|\n]*)\*\*|^### |^> |< 0\.001)",
      std::regex::ECMAScript | std::regex::multiline);
  static const std::regex escaped(R"(\\[\\*_{}\[\]~$#+.)-])");
  return std::regex_replace(std::regex_replace(live, escaped, " "), own, " ");
}

void check_inert(const std::string& shown) {
  const std::string rest = suspicious(live_text(shown));
  static const std::array patterns{
      std::regex("[<`*_~\\[\\]\\\\${}]"),  // tags, formatting, links, mathematics, expressions
      std::regex("@[A-Za-z0-9]"),          // mentions, mail addresses
      std::regex("#[0-9]"),                // references
      std::regex("[Gg][Hh]-[0-9]"),
      std::regex(":(//|[A-Za-z+])"),  // addresses, emoji
      std::regex("[wW]\\."),
      std::regex("[\\x00-\\x09\\x0B-\\x1F\\x7F]"),  // controls
      std::regex("\n#|\n-[^-]|\n=|\n    "),
  };
  for (std::size_t i = 0; i < patterns.size(); ++i) {
    std::smatch found;
    const bool alive = std::regex_search(rest, found, patterns[i]);
    BOOST_TEST(!alive,
               "pattern " << i << ": " << found.str() << " in "
                          << found.prefix().str().substr(
                                 found.prefix().length() > 60
                                     ? static_cast<std::size_t>(found.prefix().length()) - 60
                                     : 0)
                          << "<<>>" << found.suffix().str().substr(0, 40));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(markdown_suite)

BOOST_AUTO_TEST_CASE(a_report_with_everything) {
  check_golden("full.md", markdown(full_report()));
}

BOOST_AUTO_TEST_CASE(a_report_that_passes) {
  check_golden("pass.md", markdown(passing_report()));
}

BOOST_AUTO_TEST_CASE(a_report_without_a_baseline) {
  check_golden("no-baseline.md", markdown(report_without_baseline()));
}

BOOST_AUTO_TEST_CASE(what_is_cut_is_counted_with_a_pointer_to_it) {
  check_golden("cut.md", markdown(long_report(100),
                                  {.limit = 4096, .whole_report = "https://ci.example/run/7"}));
}

BOOST_AUTO_TEST_CASE(only_a_plain_https_address_becomes_a_link) {
  for (const char* bad :
       {"javascript:alert(1)", "http://ci.example", "https://x)](y", "https://x y", ""})
    BOOST_TEST(markdown(long_report(1000), {.whole_report = bad}).find("](") == std::string::npos,
               bad);
}

BOOST_AUTO_TEST_CASE(nothing_from_outside_is_alive_in_a_comment) {
  for_all([](Gen& gen) { check_inert(markdown(hostile_report(gen))); }, 500);
}

BOOST_AUTO_TEST_CASE(the_sample_reports_are_inert_by_the_same_standard) {
  check_inert(markdown(full_report()));
}

BOOST_AUTO_TEST_CASE(a_row_is_a_line_with_as_many_cells_as_columns) {
  for_all([](Gen& gen) {
    Report report = passing_report();
    report.rows[0].benchmark = garbage(gen);
    report.rows[0].metric = garbage(gen);
    report.rows[0].unit = garbage(gen);
    const std::string shown = markdown(report);
    BOOST_TEST(occurrences(shown, "✅ unchanged<br>") == 2u);
    const std::size_t end = shown.find("✅ unchanged<br>");
    const std::size_t start = shown.rfind('\n', end) + 1;
    const std::string row = shown.substr(start, end - start);
    BOOST_TEST(occurrences(row, "|") == 6u);
  });
}

BOOST_AUTO_TEST_CASE(a_comment_is_within_the_limit_whatever_the_report_holds) {
  Report huge = long_report(10'000);
  for (Row& row : huge.rows) row.benchmark.insert(0, std::string(500, '@'));
  huge.rows[0].benchmark = std::string(1'000'000, '`') + "\U0001F600";
  huge.rows[1].benchmark.clear();
  for (int i = 0; i < 200'000; ++i) huge.rows[1].benchmark += "\U0001F600";
  huge.rows[2].reason = std::string(1'000'000, '|');
  huge.warnings.assign(1000, std::string(1'000'000 / 100, '<'));
  huge.suite = std::string(100'000, '-');
  for (const std::size_t limit : {4096u, 20'000u, 65'536u}) {
    const std::string shown = markdown(huge, {.limit = limit});
    BOOST_TEST(utf16_length(shown) <= limit);
    BOOST_TEST(shown.starts_with("<!-- pawl:"));
    BOOST_TEST(occurrences(shown, "<details>") == occurrences(shown, "</details>"));
    check_inert(shown);
  }
}

BOOST_AUTO_TEST_CASE(all_rows_are_shown_or_counted) {
  const std::string shown = markdown(long_report(700));
  std::size_t counted = 0;
  static const std::regex more("… and ([0-9,]+) more row");
  for (std::sregex_iterator i(shown.begin(), shown.end(), more), end; i != end; ++i) {
    std::string digits = (*i)[1].str();
    digits.erase(std::remove(digits.begin(), digits.end(), ','), digits.end());
    counted += std::stoul(digits);
  }
  const std::size_t lines = occurrences(shown, "\n| `");
  BOOST_TEST(counted > 0u);
  BOOST_TEST(lines > 100u);
  static const std::regex total("\n([0-9,]+) lines? had no room here");
  std::smatch found;
  BOOST_REQUIRE(std::regex_search(shown, found, total));
  BOOST_TEST(std::stoul(found[1].str()) + lines == 700u);
}

BOOST_AUTO_TEST_CASE(each_suite_on_each_testbed_has_its_marker) {
  Report a;
  Report b;
  a.suite = "x@y";
  a.testbed = "z";
  b.suite = "x";
  b.testbed = "y@z";
  BOOST_TEST(comment_marker(a) != comment_marker(b));
  a.suite = "default";
  a.testbed = "amd-epyc";
  BOOST_TEST(comment_marker(a) == "<!-- pawl:default@amd-epyc -->");
  a.suite = "a --> <script>";
  BOOST_TEST(comment_marker(a) == "<!-- pawl:a%20--%3E%20%3Cscript%3E@amd-epyc -->");
}

BOOST_AUTO_TEST_CASE(of_many_warnings_ten_are_shown_and_the_others_counted) {
  Report report;
  report.warnings.assign(10, "hm");
  BOOST_TEST(occurrences(markdown(report), "> ⚠️ hm") == 10u);
  BOOST_TEST(occurrences(markdown(report), "more warning") == 0u);
  report.warnings.emplace_back("hm");
  BOOST_TEST(occurrences(markdown(report), "> ⚠️ hm") == 10u);
  BOOST_TEST(occurrences(markdown(report), "> … and 1 more warning\n") == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
