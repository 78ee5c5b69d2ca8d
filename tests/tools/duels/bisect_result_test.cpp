#include "tools/duels/bisect_result.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

using namespace pawl::tools;

namespace {

BisectState some_state() {
  BisectState state;
  state.question = {"aaaa", "ffff", "token/small", "t", ""};
  state.step = {0.0, 0.002};
  state.tests = {{.commit = "bbbb", .seen = {0.0, 0.003}},
                 {.commit = "cccc", .seen = {}, .broken = "exited \"badly\""}};
  return state;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(bisect_result)

BOOST_AUTO_TEST_CASE(what_was_found_is_json_to_the_letter) {
  const BisectResult found{.verdict = BisectResult::Verdict::found,
                           .candidates = {{"bbbb", "a \"change\"\x1b[31m", 0.75}}};
  BOOST_TEST(bisect_json(some_state(), found) ==
             "{\"format\":\"pawl-bisect-result\",\"version\":1,\"verdict\":\"found\","
             "\"finished\":true,\"benchmark\":\"token/small\",\"metric\":\"t\",\"good\":\"aaaa\","
             "\"bad\":\"ffff\",\"ratio\":1,\"candidates\":[{\"commit\":\"bbbb\",\"subject\":"
             "\"a \\\"change\\\"\\u001b[31m\",\"probability\":0.75}],\"tested\":[{\"commit\":"
             "\"bbbb\",\"ratio\":1}],\"skipped\":[{\"commit\":\"cccc\",\"reason\":"
             "\"exited \\\"badly\\\"\"}]}\n");
}

BOOST_AUTO_TEST_CASE(without_a_change_there_is_no_ratio) {
  BisectState state = some_state();
  state.step.reset();
  const auto value = boost::json::parse(bisect_json(state, {}));
  BOOST_TEST(value.at("verdict").as_string() == "no_change");
  BOOST_TEST(value.at("ratio").is_null());
  BOOST_TEST(bisect_text(state, {}) == "bad is not shown to differ from good in t\n");
}

BOOST_AUTO_TEST_CASE(a_commit_s_subject_does_nothing_on_a_terminal) {
  const BisectResult unsure{.verdict = BisectResult::Verdict::unsure,
                            .candidates = {{"bbbb", "red\x1b[31m\rb", 0.5}, {"cccc", "", 0.5}}};
  const std::string text = bisect_text(some_state(), unsure);
  BOOST_TEST(text.starts_with("one of these has the change of "));
  BOOST_TEST(text.find('\x1b') == std::string::npos);
  BOOST_TEST(text.find('\r') == std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()
