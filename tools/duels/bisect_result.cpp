#include "bisect_result.hpp"

#include "baselines/text/json_object.hpp"
#include "ci/format.hpp"
#include "ci/inert.hpp"

#include <cmath>
#include <string_view>

namespace pawl::tools {

namespace {

std::string_view word(BisectResult::Verdict verdict) {
  switch (verdict) {
    case BisectResult::Verdict::found:
      return "found";
    case BisectResult::Verdict::unsure:
      return "unsure";
    case BisectResult::Verdict::no_change:
      return "no_change";
  }
  return "";
}

using Candidates = std::vector<BisectResult::Candidate>;

void append_candidates(std::string& out, const Candidates& candidates) {
  baselines::append_list(out, candidates, "", [&](const BisectResult::Candidate& candidate) {
    baselines::JsonObject(out)
        .text("commit", candidate.commit)
        .text("subject", candidate.subject)
        .number("probability", candidate.chance)
        .end();
  });
}

/// Those that were measured, or those that were passed by.
std::vector<BisectTest> tests(const BisectState& state, bool are_broken) {
  std::vector<BisectTest> some;
  for (const BisectTest& test : state.tests)
    if (!test.broken.empty() == are_broken) some.push_back(test);
  return some;
}

}  // namespace

std::string bisect_text(const BisectState& state, const BisectResult& result) {
  using Verdict = BisectResult::Verdict;
  if (result.verdict == Verdict::no_change)
    return "bad is not shown to differ from good in " + ci::plain(state.question.metric) + "\n";
  std::string text = result.verdict == Verdict::found ? "the first commit with the change of "
                                                      : "one of these has the change of ";
  text += ci::change(std::exp(state.step->log_ratio)) + ", each as likely as it says:\n";
  for (const BisectResult::Candidate& candidate : result.candidates)
    text += ci::percent(candidate.chance) + "  " + ci::plain(candidate.commit) + "  " +
            ci::plain(candidate.subject) + "\n";
  return text;
}

std::string bisect_json(const BisectState& state, const BisectResult& result) {
  std::string out;
  baselines::JsonObject object(out);
  object.text("format", "pawl-bisect-result").count("version", 1);
  object.text("verdict", word(result.verdict)).flag("finished", result.is_finished);
  object.text("benchmark", state.question.benchmark).text("metric", state.question.metric);
  object.text("good", state.question.good).text("bad", state.question.bad);
  const auto ratio = state.step ? std::optional(std::exp(state.step->log_ratio)) : std::nullopt;
  object.number("ratio", ratio);
  object.field("candidates", [&] { append_candidates(out, result.candidates); });
  object.field("tested", [&] {
    baselines::append_list(out, tests(state, false), "", [&](const BisectTest& test) {
      baselines::JsonObject one(out);
      one.text("commit", test.commit).number("ratio", std::exp(test.seen.log_ratio)).end();
    });
  });
  object.field("skipped", [&] {
    baselines::append_list(out, tests(state, true), "", [&](const BisectTest& test) {
      baselines::JsonObject(out).text("commit", test.commit).text("reason", test.broken).end();
    });
  });
  object.end();
  return out + "\n";
}

}  // namespace pawl::tools
