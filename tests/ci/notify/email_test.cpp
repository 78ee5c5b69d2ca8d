#include "ci/notify/email.hpp"

#include "baselines/error.hpp"
#include "baselines/keys/base64.hpp"
#include "support/complaint.hpp"
#include "support/fake_http.hpp"
#include "support/fake_smtp.hpp"
#include "support/mail_body.hpp"
#include "support/sample_reports.hpp"

#include <sstream>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

const Mail envelope = {.server = "smtp://mail.example:587",
                       .user = "planted0secret",
                       .password = "planted0secret",
                       .from = "pawl@mail.example",
                       .to = {"a@x.example", "b@x.example"},
                       .text = ""};

std::string complaint(std::vector<Answer> answers, const Mail& mail = envelope) {
  FakeClock time;
  FakeSmtp smtp(std::move(answers));
  return complaint_of([&] { send_mail(smtp, time.clock, {}, mail); });
}

std::string mail_of(const Report& report) {
  return mail_text(report, envelope, "", FakeClock::start);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(email_)

BOOST_AUTO_TEST_CASE(a_mail_says_what_it_is_in_its_headers) {
  const std::string mail = mail_of(full_report());
  BOOST_TEST(mail.starts_with("Date: Mon, 23 Nov 2026 22:13:20 +0000\r\n"), mail.substr(0, 80));
  BOOST_TEST(mail.find("\r\nTo: a@x.example,\r\n b@x.example\r\n") != std::string::npos);
  BOOST_TEST(mail.find("\r\nAuto-Submitted: auto-generated\r\n") != std::string::npos);
  const std::string body = mail_body(mail);
  BOOST_TEST(body.find("regress") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(nothing_in_a_report_adds_a_header_or_a_line_too_long) {
  for_all([](Gen& gen) {
    const std::string mail = mail_of(hostile_report(gen));
    const std::string header = mail_header(mail);
    BOOST_TEST(std::count(header.begin(), header.end(), '\n') == 9);
    for (std::size_t i = 0, end = 0; i < mail.size(); i = end + 2) {
      end = mail.find("\r\n", i);
      BOOST_TEST_REQUIRE(end != std::string::npos);
      BOOST_TEST_REQUIRE(end - i <= 998U);
    }
  });
}

BOOST_AUTO_TEST_CASE(a_subject_keeps_its_words_and_lines_of_76) {
  const MailContent plain_words{.subject = "1 alert", .id = "a", .threads = {}, .body = ""};
  BOOST_TEST(mail_text(plain_words, envelope, FakeClock::start).find("\r\nSubject: 1 alert\r\n") !=
             std::string::npos);
  const std::string subject = "p95: 250 µs (219 – 246 µs) of 200 µs, −4.1 %: größer";
  const std::string mail = mail_text({.subject = subject, .id = "a", .threads = {}, .body = ""},
                                     envelope, FakeClock::start);
  std::istringstream words(mail.substr(mail.find("\r\nSubject: ") + 11));
  std::string decoded;
  for (std::string word; words >> word && word.starts_with("=?utf-8?B?");) {
    BOOST_TEST(word.size() <= 66u);
    const std::string part =
        pawl::baselines::base64_decoded(word.substr(10, word.size() - 12)).value();
    BOOST_TEST((static_cast<unsigned char>(part[0]) & 0xC0u) != 0x80u);  // begins with a character
    decoded += part;
  }
  BOOST_TEST(decoded == subject);
}

BOOST_AUTO_TEST_CASE(a_long_report_is_cut_and_says_so) {
  const std::string mail = mail_of(long_report(10'000));
  BOOST_TEST(mail.size() < 300'000U);
  const std::string body = mail_body(mail);
  const std::size_t end = body.find("(the report goes on");
  BOOST_TEST_REQUIRE(end != std::string::npos);
  BOOST_TEST(body.substr(end - 3, 3).ends_with("\n\n"));  // no part of a line
  BOOST_TEST(body[end - 3] != '\n');
  BOOST_TEST(end <= longest_mail + 1);
  BOOST_TEST(end > longest_mail - 300);  // a line
}

BOOST_AUTO_TEST_CASE(a_mail_has_fifty_receivers_at_most) {
  std::string list = "a@x";
  for (int i = 1; i < 50; ++i) list += ",a@x";
  BOOST_TEST(addresses(list, "SMTP_TO").size() == 50U);
  BOOST_CHECK_THROW(addresses(list + ",a@x", "SMTP_TO"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(addresses_are_bare) {
  BOOST_TEST(addresses(" a@x.example , b@y", "SMTP_TO").size() == 2U);
  for (const char* bad : {"", ",", "a", "a@", "@b", "a b@c", "a@b\r\nBcc: c@d", "<a@b>", "a@b@c"})
    BOOST_CHECK_THROW(addresses(bad, "SMTP_TO"), pawl::Error);
}

BOOST_AUTO_TEST_CASE(a_mail_that_may_be_sent_is_not_sent_twice) {
  BOOST_TEST(complaint({unreachable(), unreachable(), answer(200)}) == "");
  const std::string said = complaint({lost()});
  BOOST_TEST(said.find("may have been sent") != std::string::npos, said);
  BOOST_TEST(said.find("planted0secret") == std::string::npos, said);
}

BOOST_AUTO_TEST_CASE(a_server_is_not_shown_whose_password_reaches_into_its_host) {
  Mail mail = envelope;
  for (const char* server :
       {"smtp://user:planted0secret/x@mail.example", "smtp://planted0secret:1/x@mail.example"}) {
    mail.server = server;
    const std::string said = complaint({}, mail);
    BOOST_TEST(contains(said, "SMTP_URL: expected"), said);
    BOOST_TEST(!contains(said, "planted0secret"), said);
  }
}

BOOST_AUTO_TEST_CASE(another_report_is_another_mail) {
  const auto id = [](const Report& report) {
    const std::string mail = mail_of(report);
    return mail.substr(mail.find("\r\nMessage-ID: "), 60);
  };
  BOOST_TEST(id(full_report()) == id(full_report()));
  BOOST_TEST(id(full_report()) != id(Report()));
}

BOOST_AUTO_TEST_CASE(mail_goes_to_mail_servers_alone) {
  Mail mail = envelope;
  mail.server = "https://mail.example";
  BOOST_TEST(contains(complaint({}, mail), "SMTP_URL: expected"));
}

BOOST_AUTO_TEST_CASE(what_is_no_address_is_shown_inert) {
  const std::string said = complaint_of([] { addresses("\x1b[31m", "SMTP_TO"); });
  BOOST_TEST(!contains(said, "\x1b"), said);
}

BOOST_AUTO_TEST_SUITE_END()
