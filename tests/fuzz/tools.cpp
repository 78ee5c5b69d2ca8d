#include "baselines/file.hpp"
#include "ci/alerts/book_json.hpp"
#include "fuzz.hpp"
#include "tools/command_line/options.hpp"
#include "tools/command_line/pattern.hpp"
#include "tools/dashboard/query.hpp"
#include "tools/dashboard/routes.hpp"
#include "tools/duels/bisect_state.hpp"
#include "tools/http_server/message.hpp"
#include "tools/load/http1_connection.hpp"
#include "tools/load/http2_connection.hpp"
#include "tools/load/response_parser.hpp"
#include "tools/load/target.hpp"
#include "tools/runner/live_file.hpp"
#include "tools/runner/printed_metric.hpp"

#include <boost/json.hpp>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <sstream>
#include <vector>

namespace pawl::fuzz {

namespace {

using namespace tools;

constexpr std::string_view file = "the file";

/// A model with something in it: a history of some days, and a report.
const dashboard::Model& model() {
  static const dashboard::Model made = [] {
    dashboard::ModelBuilder builder;
    for (int day = 10; day < 30; ++day) {
      baselines::Run run;
      run.time = "2026-11-" + std::to_string(day) + "T00:00:00Z";
      run.commit = "c" + std::to_string(day);
      run.branch = "main";
      run.suite = "default";
      run.testbed = "here";
      const double level = day < 20 ? 1 : 2;
      run.series = {{.benchmark = "a",
                     .metric = "latency",
                     .unit = "s",
                     .sessions = {{{level, 1.1}, {1.2}}},
                     .unknown = {}}};
      builder.add(run);
    }
    ci::Report report;
    report.suite = "default";
    report.testbed = "here";
    report.rows.emplace_back().benchmark = "a";
    builder.add(report);
    return std::move(builder).model();
  }();
  return made;
}

/// What a client sends to `pawl serve`, answered by the routes.
void request(std::string_view text) {
  namespace http = boost::beast::http;
  http::request_parser<http::string_body> parser;
  parser.eager(true);
  parser.header_limit(16 << 10);
  parser.body_limit(4 << 20);
  boost::system::error_code failure;
  while (!failure && !parser.is_done() && !text.empty())
    text.remove_prefix(parser.put(boost::asio::buffer(text.data(), text.size()), failure));
  if (failure) http_server::complaint(failure);
  if (!parser.is_done()) return;
  const http_server::Request asked = http_server::request_of(parser.get());
  static const std::filesystem::path book =
      std::filesystem::temp_directory_path() / ("pawl-fuzz-" + std::to_string(::getpid()));
  const bool writes = asked.method != "GET";
  if (writes) baselines::write_file(book, ci::alert_book_json({}));
  dashboard::AlertDesk desk(
      {.file = book, .project = {}, .may_write = true, .keeps_book = writes, .now = [] {
         return 1'795'472'000;
       }});
  const http_server::Answer answer = dashboard::route(asked, model(), {}, &desk);
  for (const auto& [name, value] : answer->headers)
    demand(value.find_first_of("\r\n") == std::string::npos, "no header is a stranger's", value);
  if (answer->content_type == "application/json" && answer->status != 304) {
    demand_text(answer->body);
    boost::json::parse(answer->body);
  }
}

void query(std::string_view text) {
  if (const auto query = dashboard::Query::parse(text)) {
    query->find("benchmark");
    if (const auto count = query->count("limit", 1, 1000, 100))
      demand(*count >= 1 && *count <= 1000, "within its limits");
  }
}

/// What a server says to `pawl load`, whole and in pieces.
void response(std::string_view text) {
  load::ResponseParser whole(false, 100), pieces(false, 100);
  const std::size_t taken = whole.feed(text);
  std::size_t in_pieces = 0;
  for (std::size_t i = 0; i < text.size() && !pieces.is_done() && !pieces.has_failed(); ++i)
    in_pieces += pieces.feed(text.substr(i, 1));
  whole.end_of_input();
  pieces.end_of_input();
  demand(taken <= text.size(), "no more is taken than there is");
  demand(whole.is_done() == pieces.is_done() && whole.has_failed() == pieces.has_failed(),
         "pieces are as good as the whole");
  if (!whole.is_done()) return;
  demand(taken == in_pieces && whole.status() == pieces.status() && whole.body() == pieces.body() &&
             whole.keeps_alive() == pieces.keeps_alive(),
         "and say the same");
  demand(whole.body().size() <= 100, "no more is kept than was asked for");
}

/// A server on a socket without a network: it says one thing to the first who comes, and then hangs
/// up.
class StrangeServer {
 public:
  StrangeServer() : listener_(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    auto* const its = reinterpret_cast<sockaddr_un*>(&address_.bytes);
    its->sun_family = AF_UNIX;
    address_.size = sizeof(sa_family_t);  // the kernel chooses a name
    ::bind(listener_, reinterpret_cast<sockaddr*>(its), address_.size);
    address_.size = sizeof address_.bytes;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(its), &address_.size);
    ::listen(listener_, 64);
  }
  const load::Address& address() const { return address_; }

  /// The first who waits is told `words`, and whether all that come after it hang up at once.
  void serve(std::string_view& words) const {
    for (;;) {
      const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
      if (peer < 0) return;
      ::send(peer, words.data(), words.size(), MSG_NOSIGNAL);
      words = {};
      ::shutdown(peer, SHUT_WR);
      std::array<char, 4096> unread{};
      while (::recv(peer, unread.data(), unread.size(), 0) > 0) {
      }
      ::close(peer);
    }
  }

 private:
  int listener_;
  load::Address address_;
};

/// Requests on a connection of `pawl load`, to a server that says `text`: each of them ends, and
/// once.
template <typename Connection>
void converse(std::string_view text, bool is_http2) {
  static const StrangeServer server;
  static const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  const load::Target target = load::parse_target("http://localhost/x");
  load::Plan plan;
  plan.address = server.address();
  plan.is_http2 = is_http2;
  plan.request = load::request_bytes(target, {});
  plan.fields = load::request_fields(target, {});
  plan.expected_body = "x";
  plan.streams = is_http2 ? 3 : 1;
  is_read([&] {
    Connection connection(plan, epoll, 1);
    std::vector<char> buffer(1 << 16);
    std::vector<int> ends_of(plan.streams);
    load::Connection::Ends ends;
    for (std::size_t i = 0; i < plan.streams; ++i) connection.start(i, ends);
    connection.flush(ends);
    for (int round = 0; round < 20; ++round) {
      server.serve(text);
      connection.proceed(buffer, ends);
      for (const load::Ended& end : ends) {
        demand(++ends_of.at(end.stream) == 1, "a request ends once");
        demand(end.body.size() <= load::most_checked,
               "no more of a body is kept than is looked at");
      }
      ends.clear();
    }
    for (const int times : ends_of) demand(times == 1, "a request ends when its server hangs up");
  });
}

void http1(std::string_view text) {
  converse<load::Http1Connection>(text, false);
}

void http2(std::string_view text) {
  converse<load::Http2Connection>(text, true);
}

std::string rewritten_live(std::string_view text) {
  return live_json(parse_live(text, file));
}

std::string rewritten_state(std::string_view text) {
  return bisect_state_json(parse_bisect_state(text, file));
}

/// Pawl's own files of this layer, and what programs print.
void output(std::string_view text) {
  is_read([&] { demand_kept(rewritten_live(text), rewritten_live); });
  is_read([&] { demand_kept(rewritten_state(text), rewritten_state); });
  is_read([&] { load::parse_headers(text, "headers"); });
  is_read([&] { load::parse_target(text); });
  const std::string whole(text);
  is_read([&] {
    printed_series({.name = "n", .regex = "n=([0-9.e+-]+)", .json_pointer = {}}, "b", whole);
  });
  is_read(
      [&] { printed_series({.name = "n", .regex = {}, .json_pointer = "/a/0/b"}, "b", whole); });
  has_line(whole, "a.*b|c");
}

constexpr std::array<Target, 6> all = {{{"request", request},
                                        {"query", query},
                                        {"response", response},
                                        {"http1", http1},
                                        {"http2", http2},
                                        {"output", output}}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace pawl::fuzz
