#include "tools/trust_token/commands.hpp"

#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <ostream>
#include <sstream>
#include <string>

namespace {

using namespace pawl::tools;
using namespace std::chrono_literals;
using pawl::baselines::read_file;
using pawl::baselines::write_file;
namespace data = boost::unit_test::data;

const std::string good_secret = "a secret of more than 32 bytes, surely";

struct Outcome {
  int status;
  std::string out, err;
};

struct Fixture {
  Environment environment = {{"TRUST_TOKEN_SECRET", good_secret}};
  std::chrono::system_clock::time_point now{1'800'000'000s};
  pawl::tests::TemporaryDirectory directory;

  std::string file(const std::string& name, const std::string& contents) {
    write_file(directory / name, contents);
    return (directory / name).string();
  }
  Outcome pawl_token(const std::vector<std::string>& arguments) {
    std::ostringstream out, err;
    Console console{.out = out, .err = err, .environment = environment};
    console.clock = [this] { return now; };
    const int status = run(trust_token::pawl_token(), arguments, console);
    return {status, out.str(), err.str()};
  }
};

struct Wrong {
  std::vector<std::string> arguments;
  int status;
  std::string says;
};
std::ostream& operator<<(std::ostream& out, const Wrong& c) {
  for (const std::string& argument : c.arguments) out << argument << ' ';
  return out;
}

const std::vector<Wrong> wrong_lines = {
    {{"genrate"}, 2, "no such command"},
    {{"generate", "--content", "/no/such/file"}, 4, "/no/such/file"},
    {{"generate", "--content", "/"}, 4, "/"},
    {{"generate", "--content", "/dev/null", "--ttl", "0s"}, 2, "--ttl: expected a time"},
    {{"generate", "--content", "/dev/null", "--ttl", "ten"}, 2, "--ttl: expected a time"},
    {{"generate", "--content", "/dev/null", "--rule", ""}, 2, "--rule"},
    {{"generate", "--content", "/dev/null", "--rule", "a\nb"}, 2, "control character"},
    {{"generate", "--content", "/dev/null", "-o", "/proc/no/token"}, 4, "/proc/no"},
    {{"validate", "--token", "/no/such/file"}, 4, "/no/such/file"},
    {{"generate", "--original", "-"}, 2, "cannot be both"},
    {{"validate", "--token", "-", "--content", "-"}, 2, "cannot be both"},
    {{"bench", "--size", "tiny"}, 2, "--size: expected empty, small"},
    {{"bench", "--concurrency", "0"}, 2, "--concurrency: expected numbers from 1"},
    {{"bench", "--concurrency", "1,two"}, 2, "found \"two\""},
    {{"bench", "--iterations", "0"}, 2, "--iterations"},
    {{"serve", "--port", "99999"}, 2, "--port"},
    {{"serve", "--host", "nowhere"}, 2, "--host"},
    {{"serve", "--timeout", "2 days"}, 2, "--timeout"},
    {{"serve", "--max-body", "much"}, 2, "--max-body"},
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(pawl_token, Fixture)

BOOST_AUTO_TEST_CASE(a_token_goes_from_generate_to_validate) {
  const std::string content = file("content", "clean"), original = file("original", "dirty");
  const std::string token = (directory / "token.json").string();
  const Outcome made = pawl_token({"generate", "--content", content, "--original", original,
                                   "--rule", "a", "--rule", "b", "--ttl", "2h", "-o", token});
  BOOST_TEST(made.status == 0);
  BOOST_TEST(made.out == "");
  const std::string json = read_file(token);
  BOOST_TEST(
      json.find(R"("rules_applied":["a","b"],"issued_at":1800000000,"expires_at":1800007200)") !=
      std::string::npos);
  const Outcome checked = pawl_token({"validate", "--token", token, "--content", content});
  BOOST_TEST(checked.status == 0);
  BOOST_TEST(checked.out.starts_with("valid: "));
}

BOOST_AUTO_TEST_CASE(validate_tells_each_way_of_not_being_valid_with_status_1) {
  const std::string content = file("content", "clean");
  const std::string json = pawl_token({"generate", "--content", content}).out;
  const std::string token = file("token.json", json);
  const auto verdict = [&](const std::vector<std::string>& arguments) {
    const Outcome outcome = pawl_token(arguments);
    BOOST_TEST(outcome.status == 1);
    BOOST_TEST(outcome.err == "");
    return outcome.out.substr(0, outcome.out.find(':'));
  };
  BOOST_TEST(verdict({"validate", "--token", file("a", "{}")}) == "malformed");
  BOOST_TEST(verdict({"validate", "--token", file("b", "")}) == "malformed");
  BOOST_TEST(verdict({"validate", "--token", file("c", "\xff")}) == "malformed");
  BOOST_TEST(verdict({"validate", "--token", token, "--content", token}) == "tampered");
  now += 2h;
  BOOST_TEST(verdict({"validate", "--token", token}) == "expired");
  now -= 4h;
  BOOST_TEST(verdict({"validate", "--token", token}) == "not-yet-valid");
  environment["TRUST_TOKEN_SECRET"] += "!";
  BOOST_TEST(verdict({"validate", "--token", token}) == "tampered");
}

BOOST_AUTO_TEST_CASE(without_a_secret_all_but_bench_refuse) {
  environment.clear();
  for (const std::string command : {"generate", "validate", "serve"}) {
    const Outcome outcome = pawl_token({command});
    BOOST_TEST(outcome.status == 3);
    BOOST_TEST(outcome.err.starts_with("pawl-token: TRUST_TOKEN_SECRET is not set"));
  }
  const Outcome bench = pawl_token({"bench", "--size", "small", "--iterations", "2"});
  BOOST_TEST(bench.status == 0);
  BOOST_TEST(bench.err.find("random") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_secret_is_never_printed) {
  const std::string content = file("content", "clean");
  for (const std::string command : {"generate", "bench"})
    for (const std::string flag : {"-q", "-v", "--help"}) {
      std::vector<std::string> arguments = {command, flag};
      if (command == "generate") arguments.insert(arguments.end(), {"--content", content});
      if (command == "bench") arguments.insert(arguments.end(), {"--iterations", "1"});
      const Outcome outcome = pawl_token(arguments);
      BOOST_TEST((outcome.out + outcome.err).find(good_secret) == std::string::npos);
    }
}

BOOST_AUTO_TEST_CASE(bench_prints_each_latency_and_a_summary) {
  const Outcome outcome =
      pawl_token({"bench", "--size", "100,empty", "--iterations", "7", "--concurrency", "1,5"});
  BOOST_TEST(outcome.status == 0);
  BOOST_TEST(std::ranges::count(outcome.out, '\n') == 1 + 4 * 7);
  for (const std::string name :
       {"token/small", "token/small/c5", "token/empty", "token/empty/c5"}) {
    BOOST_TEST(outcome.out.find("\n" + name + ",latency,s,lower,0,0,") != std::string::npos);
    BOOST_TEST(outcome.err.find("\n" + name + " ") != std::string::npos);
  }
  BOOST_TEST(pawl_token({"bench", "--size", "1", "--iterations", "1", "-q"}).err == "");
}

BOOST_AUTO_TEST_CASE(a_planted_slowdown_is_said_aloud) {
  environment["PAWL_TOKEN_SLOWDOWN"] = "20%";
  const Outcome outcome = pawl_token({"bench", "--size", "1", "--iterations", "1"});
  BOOST_TEST(outcome.err.starts_with("pawl-token: PAWL_TOKEN_SLOWDOWN is set"));
  environment["PAWL_TOKEN_SLOWDOWN"] = "much";
  BOOST_TEST(pawl_token({"bench"}).status == 3);
}

BOOST_DATA_TEST_CASE(a_wrong_line_is_one_sentence_and_its_status, data::make(wrong_lines), c) {
  Fixture fixture;
  const Outcome outcome = fixture.pawl_token(c.arguments);
  BOOST_TEST(outcome.status == c.status);
  BOOST_TEST(outcome.out == "");
  BOOST_TEST(outcome.err.starts_with("pawl-token: "));
  BOOST_TEST(outcome.err.find(c.says) != std::string::npos, outcome.err);
  BOOST_TEST(outcome.err.find('\n') == outcome.err.size() - 1);
}

BOOST_AUTO_TEST_CASE(each_command_has_help_with_an_example) {
  for (const std::string command : {"generate", "validate", "bench", "serve"}) {
    const Outcome outcome = pawl_token({command, "--help"});
    BOOST_TEST(outcome.status == 0);
    BOOST_TEST(outcome.out.find("\nexample:\n  ") != std::string::npos);
    BOOST_TEST(outcome.out.find("pawl-token " + command) != std::string::npos);
  }
  BOOST_TEST(pawl_token({"--version"}).out == "pawl-token " PAWL_VERSION "\n");
}

BOOST_AUTO_TEST_SUITE_END()
