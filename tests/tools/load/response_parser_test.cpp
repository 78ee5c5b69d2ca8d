#include "tools/load/response_parser.hpp"

#include "support/for_all.hpp"

#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <array>
#include <ostream>
#include <string>

using pawl::tools::load::ResponseParser;
namespace data = boost::unit_test::data;

namespace {

struct Case {
  const char* what;
  std::string bytes;
  int status;
  bool keeps_alive;
  std::string body;
};

std::ostream& operator<<(std::ostream& out, const Case& c) {
  return out << c.what;
}

const std::array whole = {
    Case{"counted", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", 200, true, "hello"},
    Case{"no reason", "HTTP/1.1 200\r\ncontent-length:0\r\n\r\n", 200, true, ""},
    Case{"bare line feeds", "HTTP/1.1 404 Not Found\nContent-Length: 2\n\nno", 404, true, "no"},
    Case{"closing", "HTTP/1.1 200 OK\r\nConnection: foo, Close\r\nContent-Length: 0\r\n\r\n", 200,
         false, ""},
    Case{"closing, whatever else it says",
         "HTTP/1.1 200 OK\r\nConnection: close\r\nConnection: keep-alive\r\n"
         "Content-Length: 0\r\n\r\n",
         200, false, ""},
    Case{"old", "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\nx", 200, false, "x"},
    Case{"old and kept", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\nx",
         200, true, "x"},
    Case{"chunks",
         "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n"
         "3\r\nabc\r\n0a;x=\"y\"\r\n0123456789\r\n0\r\nX-Trailer: 1\r\n\r\n",
         200, true, "abc0123456789"},
    Case{"no content", "HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n", 204, true, ""},
    Case{"after 100",
         "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: x\r\n\r\n"
         "HTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok",
         201, true, "ok"},
    Case{"length twice alike",
         "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", 200, true, "ok"}};

struct Wrong {
  const char* what;
  std::string bytes;
};

std::ostream& operator<<(std::ostream& out, const Wrong& c) {
  return out << c.what;
}

const std::string head = "HTTP/1.1 200 OK\r\n";
const std::array wrong = {
    Wrong{"not HTTP", "SSH-2.0-OpenSSH_9.2\r\n"},
    Wrong{"HTTP/2", "HTTP/2 200\r\n\r\n"},
    Wrong{"status of two digits", "HTTP/1.1 20\r\n\r\n"},
    Wrong{"status of four digits", "HTTP/1.1 2000 OK\r\n\r\n"},
    Wrong{"status below 100", "HTTP/1.1 099 X\r\n\r\n"},
    Wrong{"signed length", head + "Content-Length: +5\r\n\r\n"},
    Wrong{"negative length", head + "Content-Length: -1\r\n\r\n"},
    Wrong{"list of lengths", head + "Content-Length: 5, 5\r\n\r\n"},
    Wrong{"length beyond 64 bits", head + "Content-Length: 99999999999999999999\r\n\r\n"},
    Wrong{"length beyond the limit", head + "Content-Length: 9999999999999999\r\n\r\n"},
    Wrong{"two lengths", head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n"},
    Wrong{"length and chunks", head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n"},
    Wrong{"other encoding", head + "Transfer-Encoding: gzip, chunked\r\n\r\n"},
    Wrong{"chunk size of no digits", head + "Transfer-Encoding: chunked\r\n\r\n\r\n"},
    Wrong{"chunk size 0x5", head + "Transfer-Encoding: chunked\r\n\r\n0x5\r\n"},
    Wrong{"chunk size beyond 64 bits",
          head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n"},
    Wrong{"chunk longer than told", head + "Transfer-Encoding: chunked\r\n\r\n3\r\nabcd\r\n"},
    Wrong{"header without colon", head + "nonsense\r\n\r\n"},
    Wrong{"folded header", head + "A: b\r\n c\r\n\r\n"},
    Wrong{"switched protocols", "HTTP/1.1 101 Switching Protocols\r\n\r\n"},
    Wrong{"endless line", head + "X: " + std::string(20'000, 'x')},
    Wrong{"endless head", head + [] {
            std::string lines;
            for (int i = 0; i < 10'000; ++i) lines += "X: yyyyyyyyyy\r\n";
            return lines;
          }()}};

}  // namespace

BOOST_AUTO_TEST_SUITE(response_parser)

BOOST_DATA_TEST_CASE(a_response_is_recognised_however_it_is_split, data::make(whole), c) {
  for (std::size_t piece = 1; piece <= c.bytes.size(); ++piece) {
    ResponseParser parser(false, 100);
    std::size_t taken = 0;
    for (std::size_t at = 0; at < c.bytes.size(); at += piece)
      taken += parser.feed(std::string_view(c.bytes).substr(at, piece));
    BOOST_TEST(parser.is_done());
    BOOST_TEST(taken == c.bytes.size());
    BOOST_TEST(parser.status() == c.status);
    BOOST_TEST(parser.keeps_alive() == c.keeps_alive);
    BOOST_TEST(parser.body() == c.body);
  }
}

BOOST_DATA_TEST_CASE(what_follows_a_response_is_not_taken, data::make(whole), c) {
  ResponseParser parser;
  BOOST_TEST(parser.feed(c.bytes + "HTTP/1.1 500") == c.bytes.size());
  parser.restart();
  BOOST_TEST(parser.feed(c.bytes) == c.bytes.size());
  BOOST_TEST(parser.is_done());
}

BOOST_DATA_TEST_CASE(what_is_no_response_is_refused, data::make(wrong), c) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, c.bytes.size()}) {
    ResponseParser parser;
    for (std::size_t at = 0; at < c.bytes.size(); at += piece)
      parser.feed(std::string_view(c.bytes).substr(at, piece));
    BOOST_TEST(parser.has_failed());
  }
}

BOOST_DATA_TEST_CASE(a_response_cut_short_has_failed, data::make(whole), c) {
  for (std::size_t end = 0; end < c.bytes.size(); ++end) {
    ResponseParser parser;
    parser.feed(std::string_view(c.bytes).substr(0, end));
    parser.end_of_input();
    BOOST_TEST(parser.has_failed());
  }
}

BOOST_AUTO_TEST_CASE(what_has_no_body_by_its_status_ends_with_its_headers) {
  for (const std::string status : {"204", "304"}) {
    ResponseParser parser;
    const std::string head = "HTTP/1.1 " + status + " X\r\nContent-Length: 5\r\n\r\n";
    BOOST_TEST(parser.feed(head + "HTTP/1.1 200 OK") == head.size());
    BOOST_TEST(parser.is_done(), status);
    BOOST_TEST(parser.keeps_alive());
  }
}

BOOST_AUTO_TEST_CASE(answers_before_the_answer_have_begun_it_and_come_to_an_end) {
  const std::string interim = "HTTP/1.1 103 Early Hints\r\n\r\n";
  ResponseParser parser;
  parser.feed(interim);
  BOOST_TEST(parser.has_begun());  // so that its request is not sent again
  for (std::size_t heard = 0; heard <= ResponseParser::longest_head; heard += interim.size())
    parser.feed(interim);
  BOOST_TEST(parser.has_failed());
}

BOOST_AUTO_TEST_CASE(trailers_come_to_an_end) {
  ResponseParser parser;
  parser.feed("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n");
  for (std::size_t heard = 0; heard <= ResponseParser::longest_head; heard += 6)
    parser.feed("A: b\r\n");
  BOOST_TEST(parser.has_failed());
}

BOOST_AUTO_TEST_CASE(a_body_without_length_ends_with_the_connection) {
  ResponseParser parser(false, 100);
  parser.feed("HTTP/1.1 200 OK\r\n\r\nhel");
  parser.feed("lo");
  BOOST_TEST(!parser.is_done());
  parser.end_of_input();
  BOOST_TEST(parser.is_done());
  BOOST_TEST(parser.body() == "hello");
  BOOST_TEST(!parser.keeps_alive());
}

BOOST_AUTO_TEST_CASE(the_response_to_head_has_no_body) {
  ResponseParser parser(true);
  parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n");
  BOOST_TEST(parser.is_done());
}

BOOST_AUTO_TEST_CASE(a_body_beyond_all_measure_is_refused_however_it_is_announced) {
  constexpr std::uint64_t most = ResponseParser::largest_body;
  const auto is_refused = [](const std::string& rest) {
    ResponseParser parser;
    parser.feed("HTTP/1.1 200 OK\r\n" + rest);
    return parser.has_failed();
  };
  BOOST_TEST(!is_refused("Content-Length: " + std::to_string(most) + "\r\n\r\n"));
  BOOST_TEST(is_refused("Content-Length: " + std::to_string(most + 1) + "\r\n\r\n"));
  const std::string chunked = "Transfer-Encoding: chunked\r\n\r\n";
  BOOST_TEST(!is_refused(chunked + "10000000000\r\n"));
  BOOST_TEST(is_refused(chunked + "10000000001\r\n"));
}

BOOST_AUTO_TEST_CASE(no_more_of_a_body_is_kept_than_asked) {
  ResponseParser parser(false, 3);
  parser.feed("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello");
  BOOST_TEST(parser.body() == "hel");
}

BOOST_AUTO_TEST_CASE(garbage_is_survived_and_no_more_is_taken_than_given) {
  pawl::tests::for_all([](pawl::tests::Gen& gen) {
    std::string bytes = whole[gen.size(0, whole.size() - 1)].bytes;
    for (std::size_t i = gen.size(0, 4); i > 0; --i)
      bytes[gen.size(0, bytes.size() - 1)] = static_cast<char>(gen.size(0, 255));
    ResponseParser parser(false, 10);
    for (std::size_t at = 0; at < bytes.size();) {
      const std::size_t piece = gen.size(1, 9);
      const std::string_view part = std::string_view(bytes).substr(at, piece);
      BOOST_TEST(parser.feed(part) <= part.size());
      at += piece;
    }
    parser.end_of_input();
    BOOST_TEST(parser.is_done() != parser.has_failed());
  });
}

BOOST_AUTO_TEST_SUITE_END()
