#include "baselines/error.hpp"
#include "scripted_server.hpp"
#include "support/complaint.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificate.hpp"
#include "tools/load/generator.hpp"
#include "tools/load/load_benchmark.hpp"
#include "tools/load/service.hpp"

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>

using namespace pawl::tools::load;
using pawl::tests::complaint_of;
using pawl::tests::contains;
using pawl::tests::LoopbackListener;
using pawl::tests::ScriptedServer;
using Then = ScriptedServer::Then;

namespace {

/// Node's HTTP/2 server, a real one, which behaves by the path: over TLS when there is a
/// server.pem. It takes so many streams at a time as its second argument says.
constexpr const char* program = R"(
const fs = require('fs'), http2 = require('http2'), large = 'x'.repeat(300000);
const secure = fs.existsSync('server.pem');
const settings = {maxConcurrentStreams: +process.argv[3]};
let requests = 0, held = [], sockets = [];
const sessions = new Set();
const server = secure ? http2.createSecureServer({settings, cert: fs.readFileSync('server.pem'),
                                                  key: fs.readFileSync('key.pem')})
                      : http2.createServer({settings});
server.on('sessionError', () => {});
server.on('connection', socket => sockets.push(socket));
const answer = (stream, text) => { stream.respond({':status': 200}); stream.end(text); };
const paths = {
  '/ok': stream => answer(stream, 'hello'),
  '/busy': stream => { stream.respond({':status': 503}); stream.end(); },
  '/large': stream => answer(stream, large),
  '/echo': stream => { let size = 0; stream.on('data', d => size += d.length);
                       stream.on('end', () => answer(stream, 'got ' + size)); },
  '/reset': stream => stream.close(http2.constants.NGHTTP2_INTERNAL_ERROR),
  '/goaway': stream => { answer(stream, 'hello'); if (requests % 5 == 0) stream.session.close(); },
  '/hang_up': stream => requests % 5 == 0 ? sockets.at(-1).destroy() : answer(stream, 'hello'),
  '/vanish': stream => stream.session.destroy(),
  '/silent': () => {},
  '/sometimes': stream => { if (requests % 4 > 0) answer(stream, 'hello'); },
  '/beyond': stream => answer(stream, 'x'.repeat((1 << 20) - 6) + 'within' + 'beyond'),
  // None is answered before four of one connection are there.
  '/together': stream => { held.push(stream);
    if (held.length == 4) { held.forEach(s => answer(s, 'hello')); held = []; } },
  '/count': stream => answer(stream, 'sessions=' + sessions.size + ' '),
};
server.on('stream', (stream, headers) => {
  stream.on('error', () => {});
  ++requests;
  sessions.add(stream.session);
  paths[headers[':path']](stream);
});
server.listen(+process.argv[2], '127.0.0.1');
)";

struct Node {
  explicit Node(bool is_secure = false, int streams = 100) {
    std::ofstream(directory / "server.js") << program;
    if (is_secure) {
      certificate.write(directory / "server.pem");
      certificate.write_key(directory / "key.pem");
    }
    const std::uint16_t port = LoopbackListener().port();
    url = (is_secure ? "https://127.0.0.1:" : "http://127.0.0.1:") + std::to_string(port);
    pawl::baselines::Service node;
    node.command = {"node", "server.js", std::to_string(port), std::to_string(streams)};
    const std::string path = std::string("PATH=") + std::getenv("PATH");
    service.emplace(node, directory.path(), std::vector<std::string>{path}, url);
  }

  /// `count` requests for that path, at 1000/s.
  pawl::baselines::Load load(const std::string& path, double count = 20) const {
    pawl::baselines::Load load;
    load.url = url + path;
    load.http2 = true;
    if (url.starts_with("https")) load.cacert = "server.pem";
    load.rate = 1000;
    load.duration = (count - 0.5) / 1000;
    load.timeout = 60;
    return load;
  }
  Tally tally(pawl::baselines::Load load) const {
    load.concurrency = {load.connections * load.streams};
    return generate(plan_of(load, directory.path(), 1), {}).tally;
  }
  /// So many connections have brought requests, that of this question among them.
  bool counts_sessions(int number) const {
    auto question = load("/count");
    question.rate = 100;
    question.duration = 0.005;
    question.expected_body = "sessions=" + std::to_string(number) + " ";
    return tally(question).count(Outcome::good) == 1;
  }
  Tally tally(const std::string& path) const { return tally(load(path)); }

  pawl::tests::TemporaryDirectory directory;
  pawl::tests::TestCertificate certificate;
  std::string url;
  std::optional<Service> service;
};

/// Of HTTP/2, of so few bytes and such streams that one byte tells how many and which.
std::string frame(char type, char flags, char stream, const std::string& payload) {
  return std::string(2, '\0') + static_cast<char>(payload.size()) + type + flags +
         std::string(3, '\0') + stream + payload;
}

constexpr char end_of_stream = 1, end_of_headers = 4;
const std::string settings = frame(4, 0, 0, "");

std::string ok_to(char stream) {
  return frame(1, end_of_headers, stream, "\x88");
}
std::string data_to(char stream, bool is_end) {
  return frame(0, is_end ? end_of_stream : '\0', stream, "data");
}

/// Of requests that go out together on one connection, to a server that answers the beginning of
/// each connection with these.
Tally tally_of_frames(const std::string& frames, Then then, std::size_t requests = 1) {
  // It takes the client's greeting for two requests.
  ScriptedServer server([&](std::size_t number, const std::string&) {
    return number % 2 == 0 ? ScriptedServer::Answer{frames, then} : ScriptedServer::Answer{};
  });
  pawl::baselines::Load load;
  load.url = server.url;
  load.http2 = true;
  load.concurrency = {requests};
  load.streams = requests;
  load.timeout = 60;
  Plan plan = plan_of(load, ".", 1);
  plan.rate = 1e6;
  plan.duration = (static_cast<double>(requests) - 0.5) / *plan.rate;
  return generate(plan, {}).tally;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(http2)

BOOST_AUTO_TEST_CASE(a_request_on_which_the_server_hangs_up_is_sent_again_and_counted) {
  const Node node;
  auto load = node.load("/hang_up");
  load.connections = 1;
  const Tally tally = node.tally(load);
  BOOST_TEST(tally.count(Outcome::good) == 20u);
  BOOST_TEST(tally.sent_again() == 4u);
}

BOOST_AUTO_TEST_CASE(each_way_in_which_a_stream_ends_is_told_apart) {
  const Node node;
  BOOST_TEST(node.tally("/ok").count(Outcome::good) == 20u);
  BOOST_TEST(node.tally("/busy").count(Outcome::wrong_status) == 20u);
  BOOST_TEST(node.tally("/large").count(Outcome::good) == 20u);
  BOOST_TEST(node.tally("/reset").count(Outcome::broken) == 20u);
  BOOST_TEST(node.tally("/vanish").count(Outcome::broken) == 20u);
  auto silent = node.load("/silent");
  silent.timeout = 0.1;
  BOOST_TEST(node.tally(silent).failures() == 20u);
  auto other = node.load("/ok");
  other.expected_body = "bye";
  BOOST_TEST(node.tally(other).count(Outcome::wrong_body) == 20u);
}

BOOST_AUTO_TEST_CASE(bodies_larger_than_a_window_are_sent_whole) {
  const Node node;
  auto load = node.load("/echo", 5);
  load.method = "POST";
  load.body_file = "body";
  std::ofstream(node.directory / "body") << std::string(300'000, 'z');
  load.expected_body = "got 300000";
  BOOST_TEST(node.tally(load).count(Outcome::good) == 5u);
}

BOOST_AUTO_TEST_CASE(a_server_that_says_goodbye_costs_no_request) {
  const Node node;
  auto load = node.load("/goaway", 100);
  for (const std::size_t streams : {std::size_t{1}, std::size_t{4}}) {
    load.streams = streams;
    BOOST_TEST(node.tally(load).count(Outcome::good) == 100u);
  }
}

BOOST_AUTO_TEST_CASE(more_at_a_time_than_a_server_takes_wait_for_one_another) {
  const Node node(false, 2);
  auto load = node.load("/ok");
  load.streams = 10;
  load.rate = 1e5;
  load.duration = 199.5 / 1e5;
  BOOST_TEST(node.tally(load).count(Outcome::good) == 200u);
}

BOOST_AUTO_TEST_CASE(streams_share_a_connection) {
  const Node node;
  auto load = node.load("/together");
  load.connections = 1;
  load.streams = 4;
  BOOST_TEST(node.tally(load).count(Outcome::good) == 20u);
  BOOST_TEST(node.counts_sessions(2));
}

BOOST_AUTO_TEST_CASE(without_keep_alive_each_request_has_its_connection_over_http2_too) {
  const Node node;
  auto load = node.load("/ok");
  load.keep_alive = false;
  BOOST_TEST(node.tally(load).count(Outcome::good) == 20u);
  BOOST_TEST(node.counts_sessions(21));
}

BOOST_AUTO_TEST_CASE(over_tls_it_is_agreed_on_in_the_handshake) {
  const Node node(true);
  auto load = node.load("/ok", 50);
  load.streams = 4;
  BOOST_TEST(node.tally(load).count(Outcome::good) == 50u);
  BOOST_TEST(node.tally("/large").count(Outcome::good) == 20u);
}

BOOST_AUTO_TEST_CASE(a_server_without_http2_ends_the_load_with_its_reason) {
  for (const std::size_t piece : {std::string::npos, std::size_t{1}}) {
    ScriptedServer server([piece](std::size_t, const std::string&) {
      return ScriptedServer::Answer{"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n",
                                    ScriptedServer::Then::closes,
                                    {},
                                    piece};
    });
    pawl::baselines::Load load;
    load.url = server.url;
    load.http2 = true;
    load.rate = 1000;
    load.duration = 0.0095;
    load.timeout = 60;
    const std::string refusal = complaint_of([&] { generate(plan_of(load, ".", 1), {}); });
    BOOST_TEST(contains(refusal, "found one that answers \"HTTP"), refusal);
    BOOST_TEST(contains(refusal, "leave http2 out"), refusal);
  }
}

BOOST_AUTO_TEST_CASE(one_that_has_spoken_http2_is_in_trouble_when_it_does_not) {
  ScriptedServer server([](std::size_t number, const std::string&) {
    const std::string settings("\0\0\0\4\0\0\0\0\0", 9);
    return ScriptedServer::Answer{number == 0 ? settings : "HTTP/1.1 503 Busy\r\n\r\n"};
  });
  pawl::baselines::Load load;
  load.url = server.url;
  load.http2 = true;
  load.rate = 1000;
  load.duration = 0.0095;
  load.timeout = 60;
  const Tally tally = generate(plan_of(load, ".", 1), {}).tally;
  BOOST_TEST(tally.requests() == 10u);
  BOOST_TEST(tally.failures() == 10u);
}

BOOST_AUTO_TEST_CASE(an_answer_that_is_cut_off_without_an_error_is_not_whole) {
  const std::string no_error = frame(3, 0, 1, {"\0\0\0\0", 4});
  const auto count = [&](const std::string& frames, Outcome outcome) {
    return tally_of_frames(settings + frames + no_error, Then::keeps).count(outcome);
  };
  BOOST_TEST(count(ok_to(1) + data_to(1, false), Outcome::broken) == 1u);
  BOOST_TEST(count(frame(1, end_of_headers, 1, "\x08\x03" + std::string("103")), Outcome::broken) ==
             1u);
  BOOST_TEST(count(ok_to(1) + data_to(1, true), Outcome::good) == 1u);
}

BOOST_AUTO_TEST_CASE(a_server_that_says_nothing_or_takes_nothing_is_not_tried_for_ever,
                     *boost::unit_test::timeout(60)) {
  const std::string goodbye = frame(7, 0, 0, std::string(8, '\0'));
  for (const Tally& tally :
       {tally_of_frames("", Then::closes), tally_of_frames(settings + goodbye, Then::keeps)}) {
    BOOST_TEST(tally.count(Outcome::broken) == 1u);
    BOOST_TEST(tally.sent_again() == 0u);
  }
}

BOOST_AUTO_TEST_CASE(a_request_whose_answer_had_begun_is_not_sent_again_over_http2) {
  const std::string frames = settings + ok_to(1) + data_to(1, true) + ok_to(3) + data_to(3, false);
  const Tally tally = tally_of_frames(frames, Then::closes, 2);
  BOOST_TEST(tally.count(Outcome::broken) > 0u);
  BOOST_TEST(tally.sent_again() == 0u);
}

BOOST_AUTO_TEST_CASE(a_request_that_timed_out_ends_once_though_others_share_its_connection) {
  const Node node;
  auto load = node.load("/sometimes");
  load.connections = 1;
  load.streams = 4;
  load.rate = 100;
  load.duration = 0.195;
  load.timeout = 0.1;
  const Tally tally = node.tally(load);
  BOOST_TEST(tally.requests() == 20u);
  BOOST_TEST(tally.failures() >= 5u);
  BOOST_TEST(tally.count(Outcome::broken) == 0u);  // what has its stream now is not its end
}

BOOST_AUTO_TEST_CASE(only_the_first_mebibyte_of_a_body_is_looked_at) {
  const Node node;
  auto load = node.load("/beyond", 2);
  load.expected_body = "within";
  BOOST_TEST(node.tally(load).count(Outcome::good) == 2u);
  load.expected_body = "beyond";
  BOOST_TEST(node.tally(load).count(Outcome::wrong_body) == 2u);
}

BOOST_AUTO_TEST_CASE(headers_of_a_connection_have_no_place_in_http2) {
  const Target target = parse_target("https://a.example/x?y");
  const Fields fields = request_fields(target, {"POST", {{"X-A", "b"}, {"Host", "c"}}, "de", true});
  const Fields expected = {{":method", "POST"}, {":scheme", "https"}, {":authority", "c"},
                           {":path", "/x?y"},   {"x-a", "b"},         {"content-length", "2"}};
  BOOST_TEST((fields == expected));
  BOOST_CHECK_THROW(request_fields(target, {"GET", {{"Connection", "close"}}, "", true}),
                    pawl::Error);
}

BOOST_AUTO_TEST_SUITE_END()
