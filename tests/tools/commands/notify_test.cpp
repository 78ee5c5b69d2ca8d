#include "baselines/file.hpp"
#include "ci/notify/outbox.hpp"
#include "ci/report_json.hpp"
#include "support/complaint.hpp"
#include "support/one_shot_server.hpp"
#include "support/temporary_directory.hpp"
#include "tools/cli.hpp"

#include <boost/test/unit_test.hpp>
#include <sys/resource.h>

#include <csignal>
#include <sstream>

using pawl::tests::contains;
using pawl::tests::TemporaryDirectory;

namespace {

struct Outcome {
  int status;
  std::string out, err;
};

Outcome notify(std::vector<std::string> words, const pawl::tools::Environment& environment = {}) {
  words.insert(words.begin(), "notify");
  std::ostringstream out, err;
  pawl::tools::Console console{.out = out, .err = err, .environment = environment};
  const int status = pawl::tools::cli(words, console);
  return {status, out.str(), err.str()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(notify_)

BOOST_AUTO_TEST_CASE(a_wrong_command_line_is_status_2_and_one_sentence) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"report.json"},
      {"report.json", "--to", "pigeon"},
      {"a.json", "b.json", "--to", "slack"},
      {"report.json", "--to", "slack", "--retry-for", "soon"},
      {"report.json", "--to", "slack", "--pull-request", "7/.."},
      {"--flush"},
      {"--flush", "--outbox", "o", "report.json"},
      {"--flush", "--outbox", "o", "--dry-run"}};
  for (const std::vector<std::string>& words : wrong) {
    const Outcome outcome = notify(words);
    BOOST_TEST(outcome.status == 2);
    BOOST_TEST(outcome.err.find('\n') == outcome.err.size() - 1, outcome.err);
  }
}

BOOST_AUTO_TEST_CASE(a_dry_run_needs_nothing_but_the_report_and_leaves_no_letter) {
  const TemporaryDirectory directory;
  const std::string report = (directory / "report.json").string();
  const std::string outbox = (directory / "outbox").string();
  pawl::baselines::write_file(report, pawl::ci::report_json({}));
  const Outcome outcome = notify(
      {report, "--to", "github-comment", "slack", "step-summary", "--dry-run", "--outbox", outbox},
      {{"GITHUB_TOKEN", "planted0secret"}});
  BOOST_TEST(outcome.status == 0, outcome.err);
  BOOST_TEST(contains(outcome.out, "POST https://api.github.com/repos/OWNER/REPOSITORY/issues"));
  BOOST_TEST(contains(outcome.out, "POST https://hooks.slack.com/***\n"));
  BOOST_TEST(contains(outcome.out, "append to $GITHUB_STEP_SUMMARY"));
  BOOST_TEST(!contains(outcome.out + outcome.err, "planted0secret"));
  BOOST_TEST(!std::filesystem::exists(outbox));
}

BOOST_AUTO_TEST_CASE(a_letter_that_cannot_be_delivered_stays) {
  const TemporaryDirectory directory;
  const std::string report = (directory / "report.json").string();
  const std::string outbox = (directory / "outbox").string();
  pawl::baselines::write_file(report, pawl::ci::report_json({}));
  const pawl::tools::Environment down = {{"SLACK_WEBHOOK_URL", "http://127.0.0.1:1/x"}};
  const std::vector<std::string> words = {report, "--to",        "slack", "--outbox",
                                          outbox, "--retry-for", "0s"};
  const Outcome kept = notify(words, down);
  BOOST_TEST(kept.status == 5);
  BOOST_TEST(contains(kept.err, "kept, and `pawl notify --flush --outbox " + outbox + "` delivers"),
             kept.err);
  BOOST_TEST(notify({"--flush", "--outbox", outbox, "--retry-for", "0s"}, down).status == 5);
  const auto letters = std::filesystem::directory_iterator(outbox);
  BOOST_TEST(std::distance(begin(letters), end(letters)) == 1);
}

// A bot's threads say what is true now; a webhook's messages are one for each report.
BOOST_AUTO_TEST_CASE(a_later_report_takes_the_place_of_one_that_waits_for_a_slack_bot) {
  const std::string nowhere = "http://127.0.0.1:1/x";
  for (const bool is_bot : {true, false}) {
    const TemporaryDirectory directory;
    const std::string report = (directory / "report.json").string();
    const std::string outbox = (directory / "outbox").string();
    for (const char c : {'a', 'b'}) {
      pawl::ci::Report made;
      made.commit = std::string(40, c);
      pawl::baselines::write_file(report, pawl::ci::report_json(made));
      pawl::tools::Environment down = {{"GITHUB_SHA", made.commit}, {"SLACK_WEBHOOK_URL", nowhere}};
      if (is_bot)
        down.insert({{"SLACK_BOT_TOKEN", "xoxb-planted0secret"},
                     {"SLACK_CHANNEL", "C0123456789"},
                     {"SLACK_API_URL", nowhere}});
      BOOST_TEST(
          notify({report, "--to", "slack", "--outbox", outbox, "--retry-for", "0s"}, down).status ==
          5);
    }
    const std::vector<std::string> left = pawl::ci::Outbox(outbox).names();
    BOOST_REQUIRE(left.size() == (is_bot ? 1u : 2u));
    BOOST_TEST(contains(pawl::ci::Outbox(outbox).letter(left.back()).report, "bbbb"));
  }
}

/// No file of this process grows beyond a byte, as on a disk that is full.
class FullDisk {
 public:
  FullDisk() {
    ::getrlimit(RLIMIT_FSIZE, &former_);
    const rlimit full{1, former_.rlim_max};
    ::setrlimit(RLIMIT_FSIZE, &full);
  }
  FullDisk(const FullDisk&) = delete;
  FullDisk& operator=(const FullDisk&) = delete;
  ~FullDisk() {
    ::setrlimit(RLIMIT_FSIZE, &former_);
    std::signal(SIGXFSZ, handler_);
  }

 private:
  rlimit former_{};
  void (*handler_)(int) = std::signal(SIGXFSZ, SIG_IGN);
};

BOOST_AUTO_TEST_CASE(an_older_letter_is_not_left_behind_by_a_report_that_could_not_be_kept) {
  const TemporaryDirectory directory;
  const std::string report = (directory / "report.json").string();
  const std::string outbox = (directory / "outbox").string();
  const std::vector<std::string> words = {report, "--to",        "slack", "--outbox",
                                          outbox, "--retry-for", "0s"};
  pawl::baselines::write_file(report, pawl::ci::report_json({}));
  BOOST_TEST(notify(words, {{"SLACK_WEBHOOK_URL", "http://127.0.0.1:1/x"}}).status == 5);
  pawl::tests::OneShotServer slack({"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"});
  const Outcome outcome = [&] {
    const FullDisk full;
    return notify(words, {{"SLACK_WEBHOOK_URL", slack.url}});
  }();
  BOOST_TEST(outcome.status == 4, outcome.err);
  BOOST_TEST(contains(outcome.err, "posted to Slack"), outcome.err);
  BOOST_TEST(pawl::ci::Outbox(outbox).names().empty());
}

BOOST_AUTO_TEST_CASE(what_a_full_outbox_does_not_take_is_delivered_all_the_same) {
  const TemporaryDirectory directory;
  const std::string report = (directory / "report.json").string();
  const std::filesystem::path summary = directory / "summary.md";
  pawl::baselines::write_file(report, pawl::ci::report_json({}));
  for (std::size_t i = 0; i < pawl::ci::Outbox::most_letters; ++i)
    pawl::ci::Outbox(directory / "outbox").put({"slack", "", {}}, std::to_string(i));
  const Outcome outcome = notify(
      {report, "--to", "slack", "step-summary", "--retry-for", "0s", "--outbox",
       (directory / "outbox").string()},
      {{"SLACK_WEBHOOK_URL", "http://127.0.0.1:1/x"}, {"GITHUB_STEP_SUMMARY", summary.string()}});
  BOOST_TEST(outcome.status == 5);  // Slack was asked
  BOOST_TEST(contains(outcome.err, "the outbox is full"), outcome.err);
  BOOST_TEST(!contains(outcome.err, "is kept"), outcome.err);
  BOOST_TEST(std::filesystem::exists(summary));
}

BOOST_AUTO_TEST_SUITE_END()
