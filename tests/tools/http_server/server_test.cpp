#include "tools/http_server/server.hpp"

#include "baselines/error.hpp"
#include "http_client.hpp"
#include "support/complaint.hpp"
#include "support/few_threads.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificate.hpp"
#include "tools/http_server/message.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <future>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace pawl::tools::http_server;
using namespace std::chrono_literals;
using pawl::tests::HttpClient;

/// Echoes bodies; /wait answers once opened; /throw throws; /known is 304.
class Running {
 public:
  explicit Running(ServerOptions options = {}) : server_(options, handler()) {
    thread_ = std::thread([this] { server_.run(); });
  }
  ~Running() {
    open();
    stop();
    join();
  }
  std::uint16_t port() const { return server_.port(); }
  void stop() { server_.stop(); }
  void publish(const std::string& event) { server_.publish(event); }
  void open() {
    std::call_once(opened_, [this] { gate_.set_value(); });
  }
  void join() {
    if (thread_.joinable()) thread_.join();
  }
  int refusals() const { return refusals_; }
  /// Returns once /wait has been entered `count` times.
  void await_waiting(int count) const {
    for (int now = waiting_; now < count; now = waiting_) waiting_.wait(now);
  }

 private:
  Handler handler() {
    return {.answer =
                [this](const Request& request) {
                  return std::make_shared<const Response>(answer(request));
                },
            .refuse =
                [this](unsigned status, std::string_view reason) {
                  ++refusals_;
                  return Response{.status = status, .body = std::string(reason)};
                }};
  }
  Response answer(const Request& request) {
    if (request.path == "/throw") throw std::runtime_error("secret detail");
    if (request.path == "/wait") {
      ++waiting_;
      waiting_.notify_all();
      opening_.wait();
    }
    if (request.path == "/known") return {.status = 304};
    if (request.path == "/stream")
      return {.body = "first\n\n",
              .content_type = "text/event-stream",
              .headers = {{"X-Some", "thing"}},
              .is_stream = true};
    return {.body = request.method + " " + request.path + " " + request.body};
  }

  std::promise<void> gate_;
  std::shared_future<void> opening_ = gate_.get_future().share();
  std::once_flag opened_;
  std::atomic<int> waiting_ = 0, refusals_ = 0;
  Server server_;
  std::thread thread_;
};

unsigned status_of(const std::optional<HttpClient::Reply>& reply) {
  return reply ? reply->status : 0;
}

/// Whether a new client gets an answer, as soon as the server knows how it is with the others.
bool is_let_in(const Running& running) {
  unsigned status = 0;
  for (int i = 0; i < 200 && status != 200; ++i) {
    status = status_of(HttpClient(running.port()).exchange("GET", "/"));
    if (status != 200) std::this_thread::sleep_for(20ms);
  }
  return status == 200;
}

std::string head(const std::string& more = {}) {
  return "POST /echo HTTP/1.1\r\nHost: localhost\r\n" + more;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(server)

BOOST_AUTO_TEST_CASE(a_connection_takes_one_request_after_another) {
  Running running;
  HttpClient client(running.port());
  for (const std::string& body : {std::string(), std::string("a"), std::string(1 << 20, 'b')}) {
    const auto reply = client.exchange("POST", "/echo?query", body);
    BOOST_TEST(status_of(reply) == 200u);
    BOOST_TEST((reply->body == "POST /echo " + body));
  }
}

BOOST_AUTO_TEST_CASE(no_client_is_to_guess_what_an_answer_is) {
  Running running;
  for (const std::string path : {"/", "/stream", "/throw"}) {
    HttpClient client(running.port());
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const auto reply = client.receive(false);
    BOOST_REQUIRE(reply.has_value());
    BOOST_TEST(reply->head.find("\r\nX-Content-Type-Options: nosniff\r\n") != std::string::npos,
               path);
  }
}

// RFC 9112, 3.2.2: else a page elsewhere could say by one of them that it is here.
BOOST_AUTO_TEST_CASE(a_target_that_is_a_whole_url_names_host_and_path) {
  namespace http = boost::beast::http;
  const auto read = [](const std::string& target) {
    http::request<http::string_body> message(http::verb::get, target, 11);
    message.set(http::field::host, "localhost");
    const Request request = request_of(message);
    BOOST_REQUIRE(request.headers.size() == 1U);
    return request.headers.front().second + " " + request.path + " " + request.query;
  };
  BOOST_TEST(read("/a?b=http://c/d") == "localhost /a b=http://c/d");
  BOOST_TEST(read("http://evil.example:80/a?b") == "evil.example:80 /a b");
  BOOST_TEST(read("HTTPS://[::1]:7295") == "[::1]:7295 / ");
  BOOST_TEST(read("http://localhost?b") == "localhost / b");
  BOOST_TEST(read("file://localhost/a") == "localhost file://localhost/a ");
  BOOST_TEST(read("*") == "localhost * ");
  BOOST_TEST(read("http") == "localhost http ");
}

BOOST_AUTO_TEST_CASE(requests_sent_ahead_are_answered_in_order) {
  Running running;
  HttpClient client(running.port());
  client.send(head("Content-Length: 1\r\n\r\n1") + head("Content-Length: 1\r\n\r\n2"));
  BOOST_TEST(client.receive()->body == "POST /echo 1");
  BOOST_TEST(client.receive()->body == "POST /echo 2");
}

BOOST_AUTO_TEST_CASE(a_chunked_body_is_put_together) {
  Running running;
  HttpClient client(running.port());
  client.send(head("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n"));
  BOOST_TEST(client.receive()->body == "POST /echo abcd");
}

BOOST_AUTO_TEST_CASE(who_expects_100_gets_it_before_the_body_is_sent) {
  Running running;
  HttpClient client(running.port());
  client.send(head("Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
  BOOST_TEST(status_of(client.receive(false)) == 100u);
  client.send("abc");
  BOOST_TEST(client.receive()->body == "POST /echo abc");
}

BOOST_AUTO_TEST_CASE(head_has_the_head_of_get_and_no_body) {
  Running running;
  HttpClient client(running.port());
  const auto reply = client.exchange("HEAD", "/a");
  BOOST_TEST(reply->head.find("Content-Length: 7\r\n") != std::string::npos);
  BOOST_TEST(client.exchange("GET", "/a")->body == "GET /a ");  // nothing was left in between
}

BOOST_AUTO_TEST_CASE(head_of_a_stream_is_its_own_and_no_stream) {
  Running running({.most_streams = 1});
  HttpClient client(running.port());
  client.send("HEAD /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto reply = client.receive(false);
  BOOST_TEST(status_of(reply) == 200u);
  BOOST_TEST((reply && reply->head.find("X-Some: thing\r\n") != std::string::npos));
  BOOST_TEST(status_of(client.exchange("GET", "/")) == 200u);
  client.send("GET /stream HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto stream = client.receive(false);
  BOOST_TEST((stream && stream->head.find("X-Some: thing\r\n") != std::string::npos));
}

BOOST_AUTO_TEST_CASE(what_a_client_has_is_told_without_a_length) {
  Running running;
  HttpClient client(running.port());
  client.send("GET /known HTTP/1.1\r\nHost: a\r\n\r\n");
  const auto reply = client.receive(false);
  BOOST_TEST(status_of(reply) == 304u);
  BOOST_TEST((reply && reply->head.find("Content-Length") == std::string::npos));
  BOOST_TEST(status_of(client.exchange("GET", "/")) == 200u);
}

BOOST_AUTO_TEST_CASE(only_who_began_to_ask_is_refused_when_the_time_is_up) {
  Running running({.patience = 100ms});
  HttpClient idle(running.port());
  BOOST_TEST(status_of(idle.exchange("GET", "/")) == 200u);
  BOOST_TEST(idle.is_closed_by_server());
  BOOST_TEST(HttpClient(running.port()).is_closed_by_server());  // asked nothing at all
  BOOST_TEST(running.refusals() == 0);
  HttpClient half(running.port());
  half.send("GET / HT");
  BOOST_TEST(half.is_closed_by_server());
  BOOST_TEST(running.refusals() == 1);
}

BOOST_AUTO_TEST_CASE(beyond_its_limits_a_request_is_refused) {
  Running running({.largest_body = 1000, .largest_header = 2000});
  const std::vector<std::pair<std::string, unsigned>> cases = {
      {head("Content-Length: 1001\r\n\r\n"), 413},  // before the body comes
      {head("Content-Length: 1001\r\n\r\n" + std::string(1001, 'x')), 413},
      {head("Transfer-Encoding: chunked\r\n\r\n3e9\r\n" + std::string(1001, 'x')), 413},
      {head("X: " + std::string(2000, 'x') + "\r\n\r\n"), 431},
      {"hello\r\n\r\n", 400},
      {"GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400},
      {"GET / HTTP/1.1\r\n\r\n", 400},  // no Host
      {head("Host: elsewhere\r\n\r\n"), 400},
      {head("Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), 400},
      {head("Content-Length: 99999999999999999999\r\n\r\n"), 400},
      {"GET / HTTP/1.1\nHost: a\n\n", 400},
      {head("Content-Length: -1\r\n\r\n"), 400},
      {head("Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"), 400},
      {std::string("\x16\x03\x01\0\0\r\n\r\n", 9), 400},  // TLS at the wrong port
  };
  for (const auto& [bytes, status] : cases) {
    HttpClient client(running.port());
    client.send(bytes);
    const auto reply = client.receive();
    BOOST_TEST(status_of(reply) == status, bytes.substr(0, 60));
    BOOST_TEST((reply && reply->head.find("Retry-After") == std::string::npos));
    BOOST_TEST(client.is_closed_by_server());
  }
  BOOST_TEST(status_of(HttpClient(running.port()).exchange("POST", "/", std::string(1000, 'x'))) ==
             200u);
}

BOOST_AUTO_TEST_CASE(a_refusal_reaches_a_client_that_is_still_sending) {
  Running running({.largest_body = 1000});
  HttpClient client(running.port());
  const std::string body(8 << 20, 'x');
  client.send(head("Content-Length: " + std::to_string(body.size()) + "\r\n\r\n") + body);
  BOOST_TEST(status_of(client.receive()) == 413u);
}

BOOST_AUTO_TEST_CASE(slow_clients_are_dropped_and_hinder_nobody) {
  Running running({.threads = 1, .patience = 300ms});
  std::vector<std::unique_ptr<HttpClient>> slow;
  for (const std::string& part :
       {std::string(), std::string("PO"), head("Content-Length: 9\r\n\r\nx")}) {
    slow.push_back(std::make_unique<HttpClient>(running.port()));
    slow.back()->send(part);
  }
  BOOST_TEST(status_of(HttpClient(running.port()).exchange("GET", "/quick")) == 200u);
  for (const auto& client : slow) BOOST_TEST(client->is_closed_by_server());
}

BOOST_AUTO_TEST_CASE(a_handshake_that_does_not_come_to_its_end_is_dropped) {
  const pawl::tests::TemporaryDirectory directory;
  const pawl::tests::TestCertificate certificate;
  certificate.write(directory / "chain.pem");
  certificate.write_key(directory / "key.pem");
  Running running({.certificate = (directory / "chain.pem").string(),
                   .key = (directory / "key.pem").string(),
                   .patience = 300ms});
  for (const std::string& part : {std::string(), std::string("\x16\x03\x01\x02\0\x01", 6)}) {
    HttpClient client(running.port());
    client.send(part);
    BOOST_TEST(client.is_closed_by_server());
  }
}

BOOST_AUTO_TEST_CASE(a_byte_now_and_then_does_not_keep_a_connection) {
  Running running({.patience = 200ms});
  HttpClient client(running.port());
  client.send(head("X-Slow: "));
  bool open = true;
  for (int i = 0; i < 200 && open; ++i) {  // ten seconds of dripping, were it allowed
    std::this_thread::sleep_for(50ms);
    open = client.send("x");
  }
  BOOST_TEST(!open);
}

BOOST_AUTO_TEST_CASE(beyond_the_most_connections_one_is_told_to_come_back) {
  Running running({.most_connections = 2});
  std::vector<std::unique_ptr<HttpClient>> busy;
  for (int i = 0; i < 2; ++i) {
    busy.push_back(std::make_unique<HttpClient>(running.port()));
    busy.back()->send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  running.await_waiting(2);
  HttpClient third(running.port());
  const auto reply = third.exchange("GET", "/");
  BOOST_TEST(status_of(reply) == 503u);
  BOOST_TEST(reply->head.find("Retry-After: 1\r\n") != std::string::npos);
  running.open();
  for (const auto& client : busy) BOOST_TEST(status_of(client->receive()) == 200u);
  BOOST_TEST(is_let_in(running));
}

BOOST_AUTO_TEST_CASE(who_asks_nothing_locks_nobody_out) {
  Running running({.most_connections = 2, .patience = 1h});
  for (const std::string& part :
       {std::string(), std::string("G"), head("Content-Length: 9\r\n\r\nx"),
        std::string("hello\r\n\r\n"),                                // refused, and stays
        std::string("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")}) {  // answered, and stays
    std::vector<std::unique_ptr<HttpClient>> idle;
    for (int i = 0; i < 6; ++i) {
      idle.push_back(std::make_unique<HttpClient>(running.port()));
      idle.back()->send(part);
    }
    BOOST_TEST(is_let_in(running), part);
  }
}

BOOST_AUTO_TEST_CASE(who_has_asked_nothing_longest_makes_room) {
  Running running({.most_connections = 3, .patience = 1h});
  HttpClient asking(running.port());
  asking.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  running.await_waiting(1);
  HttpClient longest(running.port()), shorter(running.port());
  longest.send("G");
  shorter.send("G");
  HttpClient newest(running.port());
  BOOST_TEST(status_of(newest.exchange("GET", "/")) == 200u);
  BOOST_TEST(longest.is_closed_by_server());
  shorter.send("ET / HTTP/1.1\r\nHost: a\r\n\r\n");
  BOOST_TEST(status_of(shorter.receive()) == 200u);
  running.open();
  BOOST_TEST(status_of(asking.receive()) == 200u);
}

BOOST_AUTO_TEST_CASE(what_the_handler_throws_is_500_without_its_words) {
  Running running;
  HttpClient client(running.port());
  const auto reply = client.exchange("GET", "/throw");
  BOOST_TEST(status_of(reply) == 500u);
  BOOST_TEST(reply->body == "internal error");
  BOOST_TEST(status_of(client.exchange("GET", "/")) == 200u);
}

BOOST_AUTO_TEST_CASE(clients_at_once_each_get_their_own_answers) {
  Running running({.threads = 4});
  std::vector<std::future<int>> clients;
  for (int c = 0; c < 20; ++c)
    clients.push_back(std::async(std::launch::async, [&, c] {
      HttpClient client(running.port());
      int right = 0;
      for (int i = 0; i < 50; ++i) {
        const std::string body = std::to_string(c) + ":" + std::to_string(i);
        const auto reply = client.exchange("POST", "/echo", body);
        right += reply && reply->body == "POST /echo " + body;
      }
      return right;
    }));
  for (auto& client : clients) BOOST_TEST(client.get() == 50);
}

BOOST_AUTO_TEST_CASE(handlers_run_side_by_side) {
  Running running({.threads = 3});
  std::vector<std::unique_ptr<HttpClient>> clients;
  for (int i = 0; i < 3; ++i) {
    clients.push_back(std::make_unique<HttpClient>(running.port()));
    clients.back()->send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  }
  running.await_waiting(3);  // hangs unless all three are within the handler at a time
  running.open();
  for (const auto& client : clients) BOOST_TEST(status_of(client->receive()) == 200u);
}

BOOST_AUTO_TEST_CASE(a_stop_lets_the_running_request_end_and_takes_no_other) {
  Running running;
  HttpClient idle(running.port());
  BOOST_TEST(status_of(idle.exchange("GET", "/")) == 200u);
  HttpClient busy(running.port());
  busy.send("GET /wait HTTP/1.1\r\nHost: a\r\n\r\n");
  running.await_waiting(1);
  running.stop();
  BOOST_TEST(idle.is_closed_by_server());  // so the stop is under way
  BOOST_CHECK_THROW(HttpClient(running.port()), std::exception);
  running.open();
  const auto reply = busy.receive();
  BOOST_TEST(status_of(reply) == 200u);
  BOOST_TEST(reply->head.find("Connection: close\r\n") != std::string::npos);
  running.join();
}

BOOST_AUTO_TEST_CASE(a_stop_lets_a_body_that_is_coming_come) {
  Running running;
  HttpClient idle(running.port());
  BOOST_TEST(status_of(idle.exchange("GET", "/")) == 200u);
  HttpClient busy(running.port());
  busy.send(head("Expect: 100-continue\r\nContent-Length: 3\r\n\r\n"));
  BOOST_TEST(status_of(busy.receive(false)) == 100u);  // so its head was read
  running.stop();
  BOOST_TEST(idle.is_closed_by_server());  // so the stop is under way
  busy.send("abc");
  const auto reply = busy.receive();
  BOOST_TEST(status_of(reply) == 200u);
  BOOST_TEST((reply && reply->body == "POST /echo abc"));
}

BOOST_AUTO_TEST_CASE(a_stop_waits_for_a_stalled_client_no_longer_than_its_grace) {
  Running running({.patience = 1h, .grace = 100ms});
  HttpClient stalled(running.port());
  stalled.send(head("Content-Length: 9\r\n\r\nx"));
  BOOST_TEST(status_of(HttpClient(running.port()).exchange("GET", "/")) == 200u);
  running.stop();
  running.join();  // hangs for an hour otherwise
}

BOOST_AUTO_TEST_CASE(clients_that_vanish_leave_the_server_well) {
  Running running;
  for (int i = 0; i < 50; ++i) {
    HttpClient client(running.port());
    client.send(head(i % 2 == 0 ? "Content-Length: 9\r\n\r\nx" : "Content-Length: 1\r\n\r\nx"));
  }
  BOOST_TEST(status_of(HttpClient(running.port()).exchange("GET", "/")) == 200u);
}

BOOST_AUTO_TEST_CASE(what_is_published_reaches_each_open_stream_and_a_stop_ends_them) {
  Running running({.most_streams = 2});
  HttpClient first(running.port()), second(running.port());
  for (HttpClient* client : {&first, &second}) {
    client->send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
    BOOST_TEST(status_of(client->receive()) == 200u);
    BOOST_TEST(client->line() == "first");
    BOOST_TEST(client->line() == "");
  }
  running.publish("event\n");
  BOOST_TEST(first.line() == "event");
  BOOST_TEST(second.line() == "event");
  running.stop();
  running.join();
  BOOST_TEST(first.is_closed_by_server());
}

// More than fits into the sockets between, so that the next comes while it is being sent.
BOOST_AUTO_TEST_CASE(what_is_published_while_another_is_sent_follows_it_at_once) {
  Running running({.most_streams = 1, .patience = 1h, .heartbeat = 1h});
  HttpClient client(running.port());
  client.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  BOOST_TEST(status_of(client.receive()) == 200u);
  BOOST_TEST(client.line() == "first");
  BOOST_TEST(client.line() == "");
  running.publish("begun\n" + std::string(32 << 20, 'x') + "\n");
  BOOST_TEST(client.line() == "begun");
  running.publish("passed over\n");
  running.publish("last\n");
  BOOST_TEST(client.line().size() == std::size_t{32} << 20);
  BOOST_TEST(client.line() == "last");
}

BOOST_AUTO_TEST_CASE(one_stream_too_many_is_refused_and_others_go_on) {
  Running running({.most_streams = 1});
  HttpClient first(running.port()), second(running.port());
  first.send("GET /stream HTTP/1.1\r\nHost: localhost\r\n\r\n");
  BOOST_TEST(first.receive()->head.find("text/event-stream") != std::string::npos);
  BOOST_TEST(status_of(second.exchange("GET", "/stream")) == 503u);
  BOOST_TEST(status_of(HttpClient(running.port()).exchange("GET", "/")) == 200u);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_listened_on_is_an_error_of_the_machine) {
  const Running running;
  const auto fault = [](const ServerOptions& options) {
    try {
      const Server server(options, {});
    } catch (const pawl::Error& error) {
      return static_cast<int>(error.fault);
    }
    return 0;
  };
  BOOST_TEST(fault({.port = running.port()}) == 4);
  BOOST_TEST(fault({.host = "192.0.2.1"}) == 4);  // TEST-NET-1: nobody's address
  BOOST_TEST(fault({.host = "localhost.example"}) == 2);
}

BOOST_AUTO_TEST_CASE(where_a_thread_is_refused_the_others_end_and_it_says_so,
                     *boost::unit_test::timeout(60)) {
  const pawl::tests::FewThreads limit(3);
  BOOST_TEST(pawl::tests::complaint_of([] { const Server server({.threads = 1000}, {}); }) ==
             "server: of 1000 threads this machine grants 3 (Resource temporarily unavailable); "
             "raise its limit (ulimit -u, a container's pids.max), or run fewer threads");
}

BOOST_AUTO_TEST_SUITE_END()
