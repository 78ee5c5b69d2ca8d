#include "bisect_state.hpp"

#include "baselines/error.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_object.hpp"

#include <algorithm>

namespace pawl::tools {

namespace {

using baselines::JsonFields;
using baselines::JsonNode;

constexpr std::size_t most_tests = 100'000;
constexpr double largest_log = 700;  ///< of a ratio of two doubles

void append_evidence(std::string& out, stats::StepEvidence seen) {
  baselines::JsonObject(out).number("log_ratio", seen.log_ratio).number("error", seen.error).end();
}

void append_test(std::string& out, const BisectTest& test) {
  baselines::JsonObject object(out);
  object.text("commit", test.commit);
  if (test.broken.empty())
    object.field("seen", [&] { append_evidence(out, test.seen); });
  else
    object.text("broken", test.broken);
  object.end();
}

double bounded(const JsonNode& node, double low) {
  const double value = node.number();
  if (!(value >= low) || !(value <= largest_log)) node.fail("the logarithm of a ratio");
  return value;
}

stats::StepEvidence evidence(const JsonNode& node) {
  JsonFields fields(node);
  const JsonNode log_ratio = fields.require("log_ratio"), error = fields.require("error");
  return {bounded(log_ratio, -largest_log), bounded(error, 0)};
}

BisectTest test(const JsonNode& node) {
  JsonFields fields(node);
  BisectTest test{.commit = fields.require("commit").string()};
  test.broken = fields.string("broken");
  if (test.broken.empty()) test.seen = evidence(fields.require("seen"));
  return test;
}

}  // namespace

std::string bisect_state_json(const BisectState& state) {
  const BisectQuestion& question = state.question;
  std::string out;
  baselines::JsonObject object(out);
  object.text("format", "pawl-bisect").count("version", 1);
  object.text("good", question.good).text("bad", question.bad);
  object.text("benchmark", question.benchmark).text("metric", question.metric);
  object.text("build", question.build);
  if (state.step) object.field("step", [&] { append_evidence(out, *state.step); });
  object.field("tests", [&] {
    baselines::append_list(out, state.tests, "\n",
                           [&](const BisectTest& one) { append_test(out, one); });
  });
  object.end();
  return out + "\n";
}

BisectState parse_bisect_state(std::string_view text, std::string_view name) {
  const baselines::JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  baselines::expect_format(fields, "pawl-bisect", 1);
  BisectState state;
  state.question = {fields.require("good").string(), fields.require("bad").string(),
                    fields.require("benchmark").string(), fields.require("metric").string(),
                    fields.string("build")};
  if (const auto step = fields.find("step")) state.step = evidence(*step);
  state.tests = baselines::parse_list(fields, "tests", most_tests, test);
  return state;
}

stats::StepSearch replayed(const BisectState& state, const std::vector<std::string>& commits) {
  stats::StepSearch search(commits.size(), state.step.value());
  for (const BisectTest& test : state.tests) {
    const auto found = std::find(commits.begin(), commits.end(), test.commit);
    if (found == commits.end())
      throw Error(Fault::input,
                  "bisect: the state is of a commit that is not between good and "
                  "bad: " +
                      test.commit + "; remove it, or name another --state");
    const auto at = static_cast<std::size_t>(found - commits.begin());
    if (test.broken.empty())
      search.add(at, test.seen);
    else
      search.exclude(at);
  }
  return search;
}

}  // namespace pawl::tools
