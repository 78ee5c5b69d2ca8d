#include "ci/http/curl_http.hpp"

#include "baselines/file.hpp"
#include "support/complaint.hpp"
#include "support/one_shot_server.hpp"
#include "support/temporary_directory.hpp"
#include "support/tls_server.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <thread>
#include <vector>

using namespace pawl::ci;
using pawl::tests::contains;
using pawl::tests::OneShotServer;
using pawl::tests::TlsServer;

namespace {

std::string with_body(const std::string& body, const std::string& more = "") {
  return "HTTP/1.1 200 OK\r\n" + more + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

NoResponse failure(const Answer& answer) {
  BOOST_REQUIRE(std::holds_alternative<NoResponse>(answer));
  return std::get<NoResponse>(answer);
}

/// Answers any request without a body, and keeps its connections for more.
class KeepingServer {
 public:
  KeepingServer() : thread_([this] { serve(); }) {}
  KeepingServer(const KeepingServer&) = delete;
  KeepingServer& operator=(const KeepingServer&) = delete;
  ~KeepingServer() {
    listener_.shut_down();
    thread_.join();
    for (std::thread& one : lines_) one.join();  // the client has left
  }

  std::string url() const { return "http://" + listener_.authority(); }
  int connections() const { return connections_; }

 private:
  void serve() {
    for (int line = listener_.accept(); line >= 0; line = listener_.accept()) {
      ++connections_;
      lines_.emplace_back(answer_all, line);
    }
  }

  static void answer_all(int line) {
    const std::string answer = with_body("ok");
    std::string heard;
    for (char c = 0; ::recv(line, &c, 1, 0) == 1;) {
      heard += c;
      if (heard.ends_with("\r\n\r\n")) ::send(line, answer.data(), answer.size(), MSG_NOSIGNAL);
    }
    ::close(line);
  }

  pawl::tests::LoopbackListener listener_;
  std::atomic<int> connections_ = 0;
  std::vector<std::thread> lines_;
  std::thread thread_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(curl_http_)

BOOST_AUTO_TEST_CASE(a_request_arrives_as_it_was_made) {
  OneShotServer server({with_body("ok", "X-Some: thing\r\n")});
  CurlHttp http;
  const Answer answer = http.send({.method = "PATCH",
                                   .url = server.url + "/a?b",
                                   .headers = {{"Authorization", "Bearer t"}},
                                   .body = std::string("{\0}", 3)});
  BOOST_REQUIRE(std::holds_alternative<Response>(answer));
  BOOST_TEST(std::get<Response>(answer).status == 200);
  BOOST_TEST(std::get<Response>(answer).body == "ok");
  BOOST_TEST(header(std::get<Response>(answer).headers, "x-some") == "thing");
  const std::string& request = server.requests().front();
  BOOST_TEST(request.starts_with("PATCH /a?b HTTP/1.1\r\n"), request);
  BOOST_TEST(contains(request, "\r\nAuthorization: Bearer t\r\n"), request);
  BOOST_TEST(contains(request, "\r\nUser-Agent: pawl/" PAWL_VERSION "\r\n"), request);
  BOOST_TEST(!contains(request, "Expect"), request);
  BOOST_TEST(request.ends_with(std::string("\r\n\r\n{\0}", 7)), request);
}

BOOST_AUTO_TEST_CASE(a_get_after_a_post_has_no_body) {
  OneShotServer server({with_body("1"), with_body("2")});
  CurlHttp http;
  http.send({.method = "POST", .url = server.url, .body = "x"});
  const Answer answer = http.send({.method = "GET", .url = server.url});
  BOOST_REQUIRE(std::holds_alternative<Response>(answer));
  BOOST_TEST(std::get<Response>(answer).body == "2");
  BOOST_TEST(!contains(server.requests()[1], "Content-Length"));
}

// On one that died meanwhile curl would send it again by itself.
BOOST_AUTO_TEST_CASE(no_post_goes_out_on_a_kept_connection) {
  const auto connections = [](const char* method) {
    const KeepingServer server;
    CurlHttp http;
    for (int i = 0; i < 2; ++i)
      BOOST_TEST(is_success(http.send({.method = method, .url = server.url(), .body = ""})));
    return server.connections();
  };
  BOOST_TEST(connections("GET") == 1);
  for (const char* method : {"POST", "PATCH", "PUT", "DELETE"})
    BOOST_TEST(connections(method) == 2, method);
}

BOOST_AUTO_TEST_CASE(a_redirect_is_an_answer_and_not_followed) {
  OneShotServer elsewhere({});
  OneShotServer server(
      {"HTTP/1.1 302 Found\r\nLocation: " + elsewhere.url + "/\r\nContent-Length: 0\r\n\r\n"});
  const Answer answer =
      CurlHttp({.total = std::chrono::seconds(5)}).send({.method = "GET", .url = server.url});
  BOOST_REQUIRE(std::holds_alternative<Response>(answer));
  BOOST_TEST(std::get<Response>(answer).status == 302);
}

BOOST_AUTO_TEST_CASE(a_broken_answer_may_hide_a_request_that_was_carried_out) {
  for (const char* broken : {"", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"}) {
    OneShotServer server({broken});
    const NoResponse none =
        failure(CurlHttp().send({.method = "POST", .url = server.url, .body = "x"}));
    BOOST_TEST(none.may_be_done);
    BOOST_TEST(none.worth_a_retry);
  }
}

BOOST_AUTO_TEST_CASE(what_was_never_sent_is_known_not_to_be_done) {
  const NoResponse none =
      failure(CurlHttp().send({.method = "POST", .url = "http://127.0.0.1:1/secret", .body = "x"}));
  BOOST_TEST(!none.may_be_done);
  BOOST_TEST(none.worth_a_retry);
  BOOST_TEST(contains(none.reason, "http://127.0.0.1:1: "));
  BOOST_TEST(!contains(none.reason, "secret"));
}

BOOST_AUTO_TEST_CASE(only_http_is_spoken) {
  for (const char* url : {"file:///etc/passwd", "ftp://127.0.0.1/", "gopher://127.0.0.1/", "x"}) {
    const NoResponse none = failure(CurlHttp().send({.method = "GET", .url = url}));
    BOOST_TEST(!none.may_be_done, url);
  }
}

BOOST_AUTO_TEST_CASE(a_reason_begins_in_lower_case_unless_it_is_an_abbreviation) {
  CurlHttp http;
  const std::string bad = failure(http.send({.method = "GET", .url = "http://a b/"})).reason;
  BOOST_TEST(bad.starts_with("***: URL "), bad);
  const std::string none = failure(http.send({.method = "GET", .url = "gopher://a"})).reason;
  BOOST_TEST(none.starts_with("gopher://a: unsupported protocol"), none);
}

// Secrets may go to this machine unencrypted: a proxy would read them.
BOOST_AUTO_TEST_CASE(what_is_for_this_machine_passes_no_proxy) {
  OneShotServer server({with_body("here")}), proxy({with_body("read by the proxy")});
  ::setenv("http_proxy", proxy.url.c_str(), 1);
  const Answer answer = CurlHttp().send({.method = "GET", .url = server.url});
  const Answer elsewhere = CurlHttp().send({.method = "GET", .url = "http://pawl.invalid/"});
  ::unsetenv("http_proxy");
  BOOST_TEST(std::get<Response>(answer).body == "here");
  BOOST_TEST(std::get<Response>(elsewhere).body == "read by the proxy");
}

BOOST_AUTO_TEST_CASE(an_endless_answer_is_cut_off) {
  OneShotServer server({with_body(std::string(5000, 'x'))});
  CurlHttp http({.largest_response = 1000});
  const NoResponse none = failure(http.send({.method = "GET", .url = server.url}));
  BOOST_TEST(!none.worth_a_retry);
  BOOST_TEST(contains(none.reason, "larger"));
  OneShotServer in_pieces({with_body(std::string(1'000'000, 'x'))});
  CurlHttp more({.largest_response = 100'000});  // than comes at once
  BOOST_TEST(
      contains(failure(more.send({.method = "GET", .url = in_pieces.url})).reason, "larger"));
}

BOOST_AUTO_TEST_CASE(headers_of_an_answer_before_the_answer_are_none_of_it) {
  OneShotServer server({"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n" + with_body("ok")});
  const Answer answer = CurlHttp().send({.method = "GET", .url = server.url});
  BOOST_REQUIRE(std::holds_alternative<Response>(answer));
  BOOST_TEST(std::get<Response>(answer).status == 200);
  BOOST_TEST(header(std::get<Response>(answer).headers, "link") == "");
}

BOOST_AUTO_TEST_CASE(no_password_of_a_netrc_is_sent) {
  const pawl::tests::TemporaryDirectory home;
  pawl::baselines::write_file(home / ".netrc",
                              "machine 127.0.0.1 login ada password planted0secret\n");
  const char* const before = ::getenv("HOME");
  const std::string kept = before == nullptr ? "" : before;
  ::setenv("HOME", home.path().c_str(), 1);
  OneShotServer server({with_body("ok")});
  BOOST_TEST(is_success(CurlHttp().send({.method = "GET", .url = server.url})));
  ::setenv("HOME", kept.c_str(), 1);
  BOOST_TEST(!contains(server.requests().front(), "Authorization"));
}

BOOST_AUTO_TEST_CASE(whom_nobody_vouches_for_hears_nothing) {
  const TlsServer server;
  const NoResponse none =
      failure(CurlHttp().send({.method = "POST", .url = "https://" + server.authority()}));
  BOOST_TEST(!none.may_be_done);
  BOOST_TEST(!none.worth_a_retry);
}

// Which anybody may write: they would keep a report from its pull request.
BOOST_AUTO_TEST_CASE(a_page_of_a_hundred_longest_comments_is_read) {
  OneShotServer server({with_body(std::string(100 * 65'536 * 4, 'x'))});
  BOOST_TEST(is_success(CurlHttp().send({.method = "GET", .url = server.url})));
}

BOOST_AUTO_TEST_CASE(of_endless_headers_few_are_kept) {
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  OneShotServer server({with_body("ok", many)});
  const Answer answer = CurlHttp().send({.method = "GET", .url = server.url});
  BOOST_REQUIRE(std::holds_alternative<Response>(answer));
  BOOST_TEST(std::get<Response>(answer).headers.size() == 200u);
  BOOST_TEST(std::get<Response>(answer).body == "ok");
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_is_left_in_time) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  BOOST_REQUIRE(::listen(listener, 1) == 0);  // never accepts
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size);
  CurlHttp http({.total = std::chrono::milliseconds(100)});
  const std::string url = "http://127.0.0.1:" + std::to_string(ntohs(address.sin_port));
  const NoResponse none = failure(http.send({.method = "POST", .url = url, .body = "x"}));
  BOOST_TEST(none.may_be_done);
  ::close(listener);
}

BOOST_AUTO_TEST_SUITE_END()
