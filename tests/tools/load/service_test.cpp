#include "tools/load/service.hpp"

#include "scripted_server.hpp"
#include "support/complaint.hpp"
#include "support/loopback_listener.hpp"
#include "support/temporary_directory.hpp"
#include "support/test_certificate.hpp"
#include "tools/load/load_benchmark.hpp"
#include "tools/runner/collect.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <random>
#include <stdexcept>

using namespace pawl::tools::load;
using pawl::tests::ScriptedServer;

namespace {

const std::vector<std::string> environment = {"PATH=/usr/local/bin:/usr/bin:/bin"};

/// Free a moment ago, and none of those from 32768 on that the kernel deals out to connections.
std::string free_url() {
  std::random_device random;
  for (;;) {
    const auto port = static_cast<std::uint16_t>(10'000 + random() % 20'000);
    try {
      return "http://" + pawl::tests::LoopbackListener(port).authority() + "/";
    } catch (const std::runtime_error&) {
      continue;
    }
  }
}

/// A service that answers every GET, after having shown that it need not be ready at once.
pawl::baselines::Service python(const std::string& url) {
  pawl::baselines::Service service;
  service.command = {"python3", "-c",
                     "import http.server as h, sys, time\n"
                     "class A(h.BaseHTTPRequestHandler):\n"
                     "  protocol_version = 'HTTP/1.1'\n"
                     "  def log_message(*a): pass\n"
                     "  def do_GET(self):\n"
                     "    self.send_response(200); self.send_header('Content-Length', '2')\n"
                     "    self.end_headers(); self.wfile.write(b'ok')\n"
                     "h.ThreadingHTTPServer(('127.0.0.1', int(sys.argv[1])), A).serve_forever()",
                     std::to_string(parse_target(url).port)};
  service.ready = url;
  return service;
}

/// Half a second of load on `url`, launched once.
pawl::baselines::Benchmark load_on(const std::string& url) {
  pawl::baselines::Benchmark benchmark;
  benchmark.name = "service";
  benchmark.launches = 1;
  benchmark.warmup = 0;
  benchmark.load.emplace();
  benchmark.load->url = url;
  benchmark.load->duration = 0.5;
  return benchmark;
}

/// What is measured of `benchmark` where nothing surrounds it.
pawl::baselines::Run collected(const pawl::baselines::Benchmark& benchmark) {
  pawl::tools::Assignment assignment;
  assignment.benchmarks = expanded(benchmark);
  return pawl::tools::collect(assignment, {}, {});
}

/// Listens, but its queue is full: who connects hears nothing, as behind a firewall.
class FullListener {
 public:
  FullListener() {
    listener_.shorten_queue();
    for (int& client : clients_) {
      client = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
      sockaddr_in address{};
      address.sin_family = AF_INET;
      address.sin_port = htons(listener_.port());
      address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
      ::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address);
    }
  }
  FullListener(const FullListener&) = delete;
  FullListener& operator=(const FullListener&) = delete;
  ~FullListener() {
    for (const int client : clients_) ::close(client);
  }
  std::string url() const { return "http://" + listener_.authority() + "/"; }

 private:
  pawl::tests::LoopbackListener listener_;
  std::array<int, 3> clients_{};
};

std::string error_of(const pawl::baselines::Service& service, const std::string& url) {
  return pawl::tests::complaint_of([&] { const Service running(service, ".", environment, url); });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(service)

BOOST_AUTO_TEST_CASE(it_is_stopped_with_the_processes_it_started) {
  const pawl::tests::TemporaryDirectory directory;
  pawl::baselines::Service service;
  service.shell = "sleep 1000 & echo $! > child.tmp; mv child.tmp child; wait";
  pid_t child = 0;
  {
    const Service running(service, directory.path(), environment, "");
    while (child == 0) std::ifstream(directory / "child") >> child;
    BOOST_TEST(::kill(child, 0) == 0);
    BOOST_TEST(!running.how_it_ended().has_value());
  }
  BOOST_TEST(::kill(child, 0) != 0);
}

BOOST_AUTO_TEST_CASE(it_is_asked_to_end_and_has_time_to) {
  const pawl::tests::TemporaryDirectory directory;
  pawl::baselines::Service service;
  service.shell =
      "trap 'sleep 0.2; touch tidied; exit' TERM; touch started; while :; do sleep 0.02; done";
  {
    const Service running(service, directory.path(), environment, "");
    while (!std::filesystem::exists(directory / "started"))
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  BOOST_TEST(std::filesystem::exists(directory / "tidied"));
}

BOOST_AUTO_TEST_CASE(one_that_ends_before_it_is_ready_says_how) {
  pawl::baselines::Service service;
  service.shell = "echo no such file >&2; exit 3";
  const std::string error = error_of(service, free_url());
  BOOST_TEST(error.find("exited with status 3") != std::string::npos);
  BOOST_TEST(error.find("no such file") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(one_that_never_answers_is_given_up) {
  pawl::baselines::Service service;
  service.command = {"sleep", "1000"};
  service.ready_timeout = 0.05;
  BOOST_TEST(error_of(service, free_url()).find("ready_timeout") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(an_address_that_answers_nothing_is_given_up) {
  const FullListener full;
  pawl::baselines::Service service;
  service.command = {"sleep", "1000"};
  service.ready_timeout = 0.05;
  const auto begin = std::chrono::steady_clock::now();
  BOOST_TEST(error_of(service, full.url()).find("ready_timeout") != std::string::npos);
  BOOST_TEST((std::chrono::steady_clock::now() - begin < std::chrono::seconds(20)));
}

BOOST_AUTO_TEST_CASE(what_listens_already_is_not_measured_in_its_place) {
  ScriptedServer other([](std::size_t, const std::string&) { return ScriptedServer::Answer{}; });
  BOOST_TEST(error_of(python(other.url), "").find("already") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_benchmark_with_load_and_service_is_collected_for_each_concurrency) {
  const std::string url = free_url();
  pawl::baselines::Benchmark benchmark = load_on(url);
  benchmark.launches = 2;
  benchmark.service = python(url);
  benchmark.load->concurrency = {1, 2};
  benchmark.load->duration = 0.1;
  pawl::tools::Assignment assignment;
  assignment.benchmarks = expanded(benchmark);
  assignment.surroundings = {".", {{"PATH", std::getenv("PATH")}}};
  const pawl::baselines::Run run = pawl::tools::collect(assignment, {}, {});
  BOOST_TEST(run.failures.empty());
  for (const auto& failure : run.failures) BOOST_TEST_MESSAGE(failure.reason);
  for (const char* name : {"service/concurrency:1", "service/concurrency:2"})
    for (const char* metric : {"latency", "throughput", "service_time", "failed_requests"}) {
      const auto* series = pawl::baselines::find(run, name, metric);
      BOOST_REQUIRE(series != nullptr);
      BOOST_TEST(series->sessions.front().size() == 2u);
      BOOST_TEST((series->better == pawl::stats::Better::higher) ==
                 (std::string_view(metric) == "throughput"));
    }
}

BOOST_AUTO_TEST_CASE(a_server_that_cannot_be_trusted_is_a_failure_and_stops_no_other_benchmark) {
  const auto answer = [](std::size_t, const std::string&) {
    return ScriptedServer::Answer{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
  };
  ScriptedServer secure(answer, pawl::tests::TestCertificate().context()), plain(answer);
  pawl::tools::Assignment assignment;
  for (const std::string& url : {secure.url, plain.url}) {
    pawl::baselines::Benchmark benchmark = load_on(url);
    benchmark.name = url.substr(0, url.find(':'));
    assignment.benchmarks.push_back(expanded(benchmark).front());
  }
  const pawl::baselines::Run run = pawl::tools::collect(assignment, {}, {});
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures.front().benchmark == "https/concurrency:1");
  BOOST_TEST(run.failures.front().reason.find("trusted") != std::string::npos);
  BOOST_TEST(pawl::baselines::find(run, "http/concurrency:1", "latency") != nullptr);
}

BOOST_AUTO_TEST_CASE(what_is_to_be_said_of_a_load_is_said_once_of_all_its_launches) {
  ScriptedServer server([](std::size_t number, const std::string&) {  // a launch has 10, one twice
    return number % 11 == 4
               ? ScriptedServer::Answer{"", ScriptedServer::Then::closes}
               : ScriptedServer::Answer{"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"};
  });
  pawl::baselines::Benchmark benchmark = load_on(server.url);
  benchmark.launches = 3;
  benchmark.load->rate = 1000;
  benchmark.load->connections = 1;
  benchmark.load->duration = 0.0095;
  const pawl::baselines::Run run = collected(benchmark);
  BOOST_REQUIRE(run.notes.size() == 1u);
  BOOST_TEST(run.notes.front() ==
             "service/rate:1000: 3 of 30 requests had to be sent again: the server closed their "
             "connection without an answer");
}

BOOST_AUTO_TEST_CASE(a_load_whose_requests_fail_is_a_failure_and_no_sample) {
  ScriptedServer server([](std::size_t, const std::string&) {
    return ScriptedServer::Answer{"HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"};
  });
  const pawl::baselines::Run run = collected(load_on(server.url));
  BOOST_TEST(run.series.empty());
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures.front().reason.find("unexpected status (500)") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_launch_whose_service_ends_under_it_is_a_failure_and_no_sample) {
  const pawl::tests::TemporaryDirectory directory;
  pawl::baselines::Benchmark benchmark;
  benchmark.name = "client";
  benchmark.launches = 1;
  benchmark.warmup = 0;
  benchmark.service.emplace();
  benchmark.service->shell = "echo $$ > service.tmp; mv service.tmp service; exec sleep 1000";
  benchmark.shell =
      "while [ ! -e service ]; do sleep 0.01; done; kill -9 $(cat service); sleep 1; exit 0";
  pawl::tools::Assignment assignment;
  assignment.benchmarks = {benchmark};
  assignment.surroundings = {directory.path(), {{"PATH", std::getenv("PATH")}}};
  const pawl::baselines::Run run = pawl::tools::collect(assignment, {}, {});
  BOOST_TEST(run.series.empty());
  BOOST_REQUIRE(run.failures.size() == 1u);
  BOOST_TEST(run.failures.front().reason.starts_with(
                 "1 of 1 launches failed, the last: its service killed by signal 9"),
             run.failures.front().reason);
}

BOOST_AUTO_TEST_SUITE_END()
