#include "tools/alerts/telling.hpp"

#include "support/complaint.hpp"
#include "support/fake_smtp.hpp"
#include "support/on_github.hpp"
#include "support/temporary_directory.hpp"
#include "tools/alerts/book_file.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>

namespace {

using namespace pawl::tests;
using namespace pawl::tools;
using pawl::ci::AlertBook;

constexpr std::int64_t noon = 1'764'072'000;
const std::string hook = "https://hooks.example/x";
const pawl::ci::Environment environment = {{"PAWL_WEBHOOK_URL", hook},
                                           {"PAWL_WEBHOOK_SECRET", "planted0secret"},
                                           {"GITHUB_TOKEN", "ghs_planted0secret"},
                                           {"GITHUB_REPOSITORY", "o/r"},
                                           {"GITHUB_API_URL", github_api}};

/// A book with one open alert, of which nobody was told.
struct Fixture {
  TemporaryDirectory directory;
  std::filesystem::path file = directory / "alerts.json";
  Fixture() {
    change_alerts(file, [](const AlertBook& book) {
      return pawl::ci::updated(book,
                               {.suite = "default",
                                .testbed = "here",
                                .id = "1",
                                .time = noon,
                                .firing = {{.alert = {.fingerprint = pawl::ci::digest({"a"}),
                                                      .benchmark = "a",
                                                      .metric = "wall_time",
                                                      .summary = "a regressed"},
                                            .rule = "slow"}},
                                .rules = {"slow"}},
                               noon);
    });
  }
  std::optional<std::size_t> tell(const std::string& destination, pawl::ci::Http& http,
                                  bool is_dry = false) const {
    const FakeClock time;
    FakeSmtp smtp({});
    return tell_alerts(destination, {.file = file,
                                     .environment = environment,
                                     .http = http,
                                     .smtp = smtp,
                                     .clock = time.clock,
                                     .now = noon,
                                     .is_dry = is_dry});
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(alert_telling)

BOOST_FIXTURE_TEST_CASE(a_dry_run_notes_nothing, Fixture) {
  const AlertBook before = read_alerts(file);
  FakeHttp dry({{"POST", hook, answer(200)}});
  BOOST_TEST(tell("webhook", dry, true).value() == 1u);
  BOOST_TEST((read_alerts(file) == before));
  FakeHttp wet({{"POST", hook, answer(200)}});
  BOOST_TEST(tell("webhook", wet).value() == 1u);
  FakeHttp none({});
  BOOST_TEST(tell("webhook", none).value() == 0u);
}

BOOST_FIXTURE_TEST_CASE(what_is_just_being_told_opens_its_issue, Fixture) {
  const std::string issues = github_repository + "/issues";
  FakeHttp http({{"GET", issues + "?state=open&per_page=100", answer(200, "[]")},
                 {"POST", issues, answer(201, R"({"number":12})")}});
  BOOST_TEST(tell("github-issue", http).value() == 1u);
  BOOST_TEST(contains(http.sent.back().body, "a regressed"));
}

BOOST_FIXTURE_TEST_CASE(what_was_not_taken_is_not_noted, Fixture) {
  FakeHttp http({{"POST", hook, answer(400)}});
  BOOST_CHECK_THROW(tell("webhook", http), pawl::Error);
  FakeHttp again({{"POST", hook, answer(200)}});
  BOOST_TEST(tell("webhook", again).value() == 1u);
}

BOOST_AUTO_TEST_SUITE_END()
