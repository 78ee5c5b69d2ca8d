#include "ci/http/curl_smtp.hpp"

#include "support/complaint.hpp"
#include "support/loopback_listener.hpp"
#include "support/tls_server.hpp"

#include <boost/test/unit_test.hpp>

#include <map>
#include <thread>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

using Replies = std::map<std::string, std::string>;

/// A mail server for one connection that agrees to everything, but for what the table says of a
/// verb ("." ends the mail): a reply, or nothing for a line that is cut.
class MailServer {
 public:
  explicit MailServer(Replies otherwise = {})
      : otherwise_(std::move(otherwise)), thread_([this] { serve(); }) {}
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;
  ~MailServer() {
    listener_.shut_down();
    if (thread_.joinable()) thread_.join();
  }

  std::string url() const { return "smtp://" + listener_.authority(); }
  /// By a name that is none of this machine's, though it leads here.
  std::string url_elsewhere() const { return "smtp://0.0.0.0:" + std::to_string(listener_.port()); }

  /// All lines that came, once the client has left.
  std::string heard() {
    thread_.join();
    return heard_;
  }

 private:
  void serve() {
    const int line = listener_.accept();
    if (line < 0) return;
    bool is_mail = false, goes_on = say(line, "220 here");
    while (goes_on) {
      const std::string said = receive(line);
      heard_ += said;
      const std::string verb = said.substr(0, said.find_first_of(" \r"));
      if (verb.empty() || (is_mail && verb != ".")) {
        goes_on = !said.empty();
        continue;
      }
      const auto found = otherwise_.find(verb);
      is_mail = verb == "DATA" && found == otherwise_.end();
      goes_on = say(line, found != otherwise_.end() ? found->second
                          : is_mail                 ? "354 go on"
                                                    : "250 ok");
    }
    ::close(line);
  }

  static bool say(int line, const std::string& reply) {
    const std::string whole = reply + "\r\n";
    return !reply.empty() && ::send(line, whole.data(), whole.size(), MSG_NOSIGNAL) > 0;
  }

  /// With its CR LF; empty when the client has left.
  static std::string receive(int line) {
    std::string said;
    for (char c = 0; !said.ends_with('\n') && ::recv(line, &c, 1, 0) == 1;) said += c;
    return said;
  }

  LoopbackListener listener_;
  Replies otherwise_;
  std::string heard_;
  std::thread thread_;
};

Mail mail_to(const std::string& server) {
  return {.server = server,
          .user = "",
          .password = "",
          .from = "pawl@mail.example",
          .to = {"a@x.example", "b@x.example"},
          .text = "Subject: s\r\n\r\n.hidden\r\nlast\r\n"};
}

NoResponse failure(const Mail& mail) {
  const Answer answer = CurlSmtp().send(mail);
  BOOST_REQUIRE(std::holds_alternative<NoResponse>(answer));
  return std::get<NoResponse>(answer);
}

NoResponse failure_where(const std::string& verb, const std::string& reply) {
  const MailServer server(Replies{{verb, reply}});
  return failure(mail_to(server.url()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(curl_smtp_)

BOOST_AUTO_TEST_CASE(a_mail_arrives_as_it_was_written) {
  MailServer server;
  Mail mail = mail_to(server.url());
  std::string long_part;  // more than curl asks for at once
  for (int i = 0; i < 20'000; ++i) long_part += "line " + std::to_string(i) + "\r\n";
  mail.text += long_part;
  BOOST_TEST(is_success(CurlSmtp().send(mail)));
  const std::string heard = server.heard();
  BOOST_TEST(contains(heard, "MAIL FROM:<pawl@mail.example>"), heard.substr(0, 500));
  BOOST_TEST(contains(heard, "\r\nRCPT TO:<a@x.example>\r\nRCPT TO:<b@x.example>\r\n"),
             heard.substr(0, 500));
  const std::string begin = "\r\nDATA\r\nSubject: s\r\n\r\n..hidden\r\nlast\r\n";
  BOOST_TEST(contains(heard, begin + long_part + ".\r\n"), heard.substr(0, 500));
}

BOOST_AUTO_TEST_CASE(what_is_refused_for_now_may_be_tried_again_what_is_for_good_may_not) {
  for (const char* verb : {"MAIL", "RCPT", "DATA", "."}) {
    const NoResponse now = failure_where(verb, "451 busy"), ever = failure_where(verb, "550 no");
    BOOST_TEST(now.worth_a_retry, verb);
    BOOST_TEST(!ever.worth_a_retry, verb);
    BOOST_TEST((!now.may_be_done && !ever.may_be_done), verb);
    BOOST_TEST(ever.reason.ends_with(" (reply 550)"), ever.reason);
  }
}

BOOST_AUTO_TEST_CASE(a_mail_whose_end_was_not_answered_may_have_been_sent) {
  BOOST_TEST(failure_where(".", "").may_be_done);
  for (const char* verb : {"MAIL", "RCPT", "DATA"}) {
    const NoResponse cut = failure_where(verb, "");
    BOOST_TEST(!cut.may_be_done, verb);
    BOOST_TEST(cut.worth_a_retry, verb);
  }
}

BOOST_AUTO_TEST_CASE(without_tls_no_password_is_sent) {
  MailServer server(Replies{{"EHLO", "250-here\r\n250 AUTH PLAIN LOGIN"}});
  Mail mail = mail_to(server.url());
  mail.user = "ada";
  mail.password = "planted0secret";
  const NoResponse none = failure(mail);
  BOOST_TEST(!none.worth_a_retry);
  BOOST_TEST(!contains(none.reason, "planted0secret"), none.reason);
  const std::string heard = server.heard();
  BOOST_TEST(!contains(heard, "AUTH"), heard);
}

BOOST_AUTO_TEST_CASE(without_tls_no_mail_leaves_this_machine) {
  MailServer server;
  BOOST_TEST(!failure(mail_to(server.url_elsewhere())).worth_a_retry);
  const std::string heard = server.heard();
  BOOST_TEST(!contains(heard, "MAIL"), heard);
}

BOOST_AUTO_TEST_CASE(whom_nobody_vouches_for_gets_no_mail) {
  const TlsServer server;
  const NoResponse none = failure(mail_to("smtps://" + server.authority()));
  BOOST_TEST(!none.may_be_done);
  BOOST_TEST(!none.worth_a_retry);
}

BOOST_AUTO_TEST_CASE(a_server_that_is_down_may_be_tried_again_and_an_address_that_is_none_may_not) {
  const NoResponse down = failure(mail_to("smtp://127.0.0.1:1"));
  BOOST_TEST(down.worth_a_retry);
  BOOST_TEST(!down.may_be_done);
  BOOST_TEST(down.reason.starts_with("smtp://127.0.0.1:1: "), down.reason);
  for (const char* server : {"http://127.0.0.1:1", "smtp://a b"})
    BOOST_TEST(!failure(mail_to(server)).worth_a_retry, server);
}

BOOST_AUTO_TEST_SUITE_END()
