#include "ci/notify/outbox.hpp"

#include "baselines/error.hpp"
#include "ci/report_json.hpp"
#include "support/complaint.hpp"
#include "support/for_all.hpp"
#include "support/temporary_directory.hpp"

#include <algorithm>
#include <chrono>
#include <fstream>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

Letter letter_to(const std::string& destination, const std::string& report = "{}") {
  return {.destination = destination, .report = report, .address = {}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outbox_)

BOOST_AUTO_TEST_CASE(a_letter_is_read_as_it_was_written) {
  const Letter letter{.destination = "slack",
                      .report = "{\"rows\":[]}\n\"",
                      .address = {{"GITHUB_REPOSITORY", "o/r"},
                                  {"GITHUB_REF", "refs/pull/7/head"},
                                  {"GITHUB_HEAD_REF", "o/r:topic"},
                                  {"GITHUB_SHA", ""},
                                  {"GITHUB_RUN_ID", "1"}}};
  const Letter read = parse_letter(letter_json(letter), "x");
  BOOST_TEST(read.destination == letter.destination);
  BOOST_TEST(read.report == letter.report);
  BOOST_TEST((read.address == letter.address));
}

BOOST_AUTO_TEST_CASE(what_is_no_letter_is_refused) {
  for (const char* bad : {"", "{}", "[]", R"({"format":"pawl-letter","version":2})",
                          R"({"format":"pawl-run","version":1})"})
    BOOST_CHECK_THROW(parse_letter(bad, "x"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(no_secret_and_no_server_is_in_a_letter_nor_taken_from_one) {
  const Environment environment = {{"GITHUB_TOKEN", "planted0secret"},
                                   {"SLACK_WEBHOOK_URL", "planted0secret"},
                                   {"GITHUB_API_URL", "https://planted0server"},
                                   {"GITHUB_REPOSITORY", "o/r"}};
  Letter letter = letter_to("slack");
  letter.address = address_of(environment, {});
  BOOST_TEST(letter_json(letter).find("planted0") == std::string::npos);
  const Letter forged = parse_letter(
      R"({"format":"pawl-letter","version":1,"address":{"GITHUB_API_URL":"https://evil"}})", "x");
  BOOST_TEST(readdressed(environment, forged).at("GITHUB_API_URL") == "https://planted0server");
}

BOOST_AUTO_TEST_CASE(a_letter_keeps_its_pull_request_and_commit) {
  const std::string sha(40, 'a');
  Letter letter = letter_to("github-comment");
  letter.address = address_of({{"GITHUB_REPOSITORY", "o/r"}, {"GITHUB_REF", "refs/heads/main"}},
                              {.pull_request = "7", .head_sha = sha});
  const Environment later = readdressed(
      {{"GITHUB_EVENT_PATH", "/gone"}, {"GITHUB_REF", "refs/heads/x"}, {"GITHUB_TOKEN", "t"}},
      letter);
  BOOST_TEST(event_of(later).pull_request == "7");
  BOOST_TEST(event_of(later).head_sha == sha);
  BOOST_TEST(later.at("GITHUB_TOKEN") == "t");
}

BOOST_AUTO_TEST_CASE(a_newer_letter_of_the_same_identity_takes_the_place_of_the_older) {
  const TemporaryDirectory directory;
  Outbox outbox(directory / "new");
  const std::string name = outbox.put(letter_to("slack", "old"), "one");
  BOOST_TEST(outbox.put(letter_to("slack", "new"), "one") == name);
  outbox.put(letter_to("slack"), "two");
  outbox.put(letter_to("github-issue"), "one");
  BOOST_TEST(outbox.names().size() == 3u);
  BOOST_TEST(outbox.letter(name).report == "new");
  outbox.remove(name);
  BOOST_TEST(outbox.names().size() == 2u);
}

// A status or a thread says at last what was reported last.
BOOST_AUTO_TEST_CASE(letters_are_delivered_in_the_order_of_their_times) {
  const TemporaryDirectory directory;
  Outbox outbox(directory.path());
  for (const char* identity : {"1", "2", "3", "4", "5"}) outbox.put(letter_to("slack"), identity);
  std::vector<std::string> expected = outbox.names();
  std::sort(expected.begin(), expected.end());
  for (const bool is_reversed : {false, true}) {
    if (is_reversed) std::reverse(expected.begin(), expected.end());
    auto time = std::filesystem::file_time_type::clock::now();
    for (const std::string& name : expected)
      std::filesystem::last_write_time(directory / name, time += std::chrono::hours(1));
    BOOST_TEST(outbox.names() == expected, boost::test_tools::per_element());
  }
}

BOOST_AUTO_TEST_CASE(a_full_outbox_takes_no_more_but_may_renew) {
  const TemporaryDirectory directory;
  Outbox outbox(directory.path());
  for (std::size_t i = 0; i < Outbox::most_letters; ++i)
    outbox.put(letter_to("slack"), std::to_string(i));
  BOOST_CHECK_THROW(outbox.put(letter_to("slack"), "one more"), pawl::Error);
  BOOST_CHECK_NO_THROW(outbox.put(letter_to("slack"), "7"));
}

BOOST_AUTO_TEST_CASE(what_a_killed_process_left_unfinished_is_no_letter) {
  const TemporaryDirectory directory;
  const auto unfinished = directory / ".slack-0123456789abcdef.json.Xa12Bc";
  std::ofstream(unfinished) << "{\"format\"";
  const Outbox outbox(directory.path());
  BOOST_TEST(outbox.names().empty());
  BOOST_TEST(!std::filesystem::exists(unfinished));
}

BOOST_AUTO_TEST_CASE(what_the_outbox_did_not_make_stays) {
  const TemporaryDirectory directory;
  const std::vector<std::string> files = {".env",
                                          ".gitignore",
                                          ".report.json",
                                          ".report.json.Xa12Bc",
                                          ".slack-0123456789abcdef.json",
                                          ".slack-0123456789abcdef.json.",
                                          ".slack-0123456789abcdef.json.a/b",
                                          ".slack-0123456789abcdef.txt.Xa12Bc",
                                          ".slack-0123456789ABCDEF.json.Xa12Bc",
                                          ".nowhere-0123456789abcdef.json.Xa12Bc"};
  std::filesystem::create_directories(directory / ".slack-0123456789abcdef.json.a");
  for (const std::string& file : files) std::ofstream(directory / file) << "mine";
  std::filesystem::create_directories(directory / ".git");
  std::filesystem::create_directories(directory / ".slack-0123456789abcdef.json.Xa12Bc");
  const Outbox outbox(directory.path());
  for (const std::string& file : files)
    BOOST_TEST(std::filesystem::exists(directory / file), file << " is gone");
  BOOST_TEST(std::filesystem::exists(directory / ".git"));
  BOOST_TEST(std::filesystem::exists(directory / ".slack-0123456789abcdef.json.Xa12Bc"));
}

BOOST_AUTO_TEST_CASE(a_letter_larger_than_any_report_makes_it_is_not_read) {
  const TemporaryDirectory directory;
  const Outbox outbox(directory.path());
  const std::string name = "slack-0123456789abcdef.json";
  const std::size_t largest = 2 * largest_report + 65'536;
  std::ofstream(directory / name).close();
  std::filesystem::resize_file(directory / name, largest + 1);  // a hole: it takes no room
  BOOST_TEST(contains(complaint_of([&] { outbox.letter(name); }),
                      "larger than " + std::to_string(largest) + " bytes"));
}

BOOST_AUTO_TEST_CASE(what_is_not_named_as_letters_are_is_none) {
  const TemporaryDirectory directory;
  Outbox outbox(directory.path());
  for (const char* name : {"anything.json", "slack-0123456789abcdef.json.json",
                           "nowhere-0123456789abcdef.json", "slack-0123456789ABCDEF.json"})
    std::ofstream(directory / name) << letter_json(letter_to("slack"));
  BOOST_TEST(outbox.names().empty());
}

BOOST_AUTO_TEST_CASE(a_letter_of_another_repository_is_refused_where_there_is_one) {
  Letter letter = letter_to("github-comment");
  letter.address = {{"GITHUB_REPOSITORY", "owner/other"}};
  const std::string said = complaint_of([&] {
    readdressed({{"GITHUB_REPOSITORY", "owner/repo"}}, letter);
  });
  BOOST_TEST(contains(said, "owner/other"));
  BOOST_TEST(readdressed({}, letter).at("GITHUB_REPOSITORY") == "owner/other");
  letter.address["GITHUB_REPOSITORY"] = "owner/repo";
  BOOST_CHECK_NO_THROW(readdressed({{"GITHUB_REPOSITORY", "owner/repo"}}, letter));
}

BOOST_AUTO_TEST_CASE(letters_are_named_by_sha_256_or_as_they_formerly_were) {
  const TemporaryDirectory directory;
  Outbox outbox(directory.path());
  BOOST_TEST(outbox.put(letter_to("slack"), "abc") == "slack-ba7816bf8f01cfea.json");
  const std::string former = "slack-e71fa2190541574b.json";  // FNV-1a of "abc"
  std::ofstream(directory / former) << letter_json(letter_to("slack", "former"));
  BOOST_TEST(outbox.names().size() == 2u);
  BOOST_TEST(outbox.letter(former).report == "former");
}

BOOST_AUTO_TEST_SUITE_END()
