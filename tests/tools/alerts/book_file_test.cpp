#include "tools/alerts/book_file.hpp"

#include "ci/alerts/book_json.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

namespace {

using namespace pawl::tests;
using namespace pawl::tools;
using pawl::ci::AlertBook;

/// A silence for `reason`, which may be of any length.
void silence(const std::filesystem::path& file, const std::string& reason) {
  change_alerts(file, [&](AlertBook book) {
    return pawl::ci::silenced(
        std::move(book),
        {.id = {}, .benchmark = "*", .rule = "*", .owner = "ada", .reason = reason, .until = 2}, 1);
  });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_book_file)

BOOST_AUTO_TEST_CASE(a_book_that_could_not_be_read_again_is_not_written) {
  const TemporaryDirectory directory;
  const auto file = directory / "alerts.json";
  silence(file, "short");
  const AlertBook before = read_alerts(file);
  const std::string said =
      complaint_of([&] { silence(file, std::string(pawl::ci::largest_alert_book, 'x')); });
  BOOST_TEST(contains(said, "stays as it was"), said);
  BOOST_TEST((read_alerts(file) == before));
}

BOOST_AUTO_TEST_CASE(a_book_that_stays_as_it_is_is_not_written) {
  const TemporaryDirectory directory;
  const auto file = directory / "alerts.json";
  silence(file, "short");
  std::filesystem::create_hard_link(file, directory / "same");
  change_alerts(file, [](const AlertBook& book) { return book; });
  BOOST_TEST(std::filesystem::equivalent(file, directory / "same"));
  silence(file, "another");
  BOOST_TEST(!std::filesystem::equivalent(file, directory / "same"));
}

BOOST_AUTO_TEST_SUITE_END()
