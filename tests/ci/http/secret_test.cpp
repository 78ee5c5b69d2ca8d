#include "ci/http/secret.hpp"

#include "baselines/file.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::ci;

namespace {

std::string complaint(const Environment& environment, const std::string& file = "") {
  return pawl::tests::complaint_of([&] { secret(environment, "GITHUB_TOKEN", file); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(secret_)

BOOST_AUTO_TEST_CASE(a_secret_comes_from_the_file_named_else_from_the_variable) {
  const pawl::tests::TemporaryDirectory directory;
  pawl::baselines::write_file(directory / "token", " of-the-file\n");
  pawl::baselines::write_file(directory / "mounted", "of-the-mount\n");
  Environment environment = {{"GITHUB_TOKEN", "of-the-variable"}};
  BOOST_TEST(secret(environment, "GITHUB_TOKEN") == "of-the-variable");
  BOOST_TEST(secret(environment, "GITHUB_TOKEN", (directory / "token").string()) == "of-the-file");
  environment["GITHUB_TOKEN_FILE"] = (directory / "mounted").string();
  BOOST_TEST(secret(environment, "GITHUB_TOKEN") == "of-the-mount");
  BOOST_TEST(secret(environment, "GITHUB_TOKEN", (directory / "token").string()) == "of-the-file");
}

BOOST_AUTO_TEST_CASE(a_secret_that_is_not_needed_may_be_in_a_file_or_nowhere) {
  const pawl::tests::TemporaryDirectory directory;
  pawl::baselines::write_file(directory / "token", "of-the-file\n");
  const Environment in_file = {{"T_FILE", (directory / "token").string()}};
  BOOST_TEST(optional_secret(in_file, "T") == "of-the-file");
  BOOST_TEST(optional_secret({{"T", "of-the-variable"}}, "T") == "of-the-variable");
  BOOST_TEST(optional_secret({}, "T") == "");
}

BOOST_AUTO_TEST_CASE(a_missing_secret_is_named) {
  BOOST_TEST(complaint({}).starts_with("GITHUB_TOKEN: not set"));
  BOOST_TEST(complaint({{"GITHUB_TOKEN", " \n"}}).starts_with("GITHUB_TOKEN: not set"));
}

BOOST_AUTO_TEST_CASE(a_secret_cannot_smuggle_headers_nor_is_it_shown) {
  for (const char* bad :
       {"planted\r\nHost: evil", "planted secret", "planted\x01", "planted\xc3\xa9"}) {
    const std::string said = complaint({{"GITHUB_TOKEN", bad}});
    BOOST_TEST(said.starts_with("GITHUB_TOKEN: expected"), said);
    BOOST_TEST(said.find("planted") == std::string::npos, said);
  }
}

BOOST_AUTO_TEST_CASE(what_a_service_sends_back_shows_no_secret) {
  BOOST_TEST(redacted("no: Bearer abc, abc!", "abc") == "no: Bearer ***, ***!");
  BOOST_TEST(redacted("as it was", "") == "as it was");
  const std::string url = "https://hooks.example/services/T0000/planted0?key=planted1";
  BOOST_TEST(without_url("Cannot POST /services/T0000/planted0?key=planted1 on hooks.example",
                         url) == "Cannot POST /***/T0000/***?key=*** on hooks.example");
  BOOST_TEST(without_url("as it was", "https://hooks.example") == "as it was");
}

BOOST_AUTO_TEST_CASE(printable_is_one_line_of_plain_characters) {
  BOOST_TEST(printable("a\x1b[31m\nb\xc3", 80) == "a?[31m?b?");
  BOOST_TEST(printable("abcdef", 3) == "abc...");
}

BOOST_AUTO_TEST_SUITE_END()
