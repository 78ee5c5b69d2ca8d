#include "trials.hpp"

#include <boost/json.hpp>

#include <cmath>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace pawl::benchmarks {
namespace {

namespace json = boost::json;
using namespace pawl::stats;

Sample sample_of(const json::value& launches) {
  auto sample = Sample::from_launches(json::value_to<std::vector<Sample::Launch>>(launches));
  if (!sample) throw std::runtime_error("a trial without finite values");
  return *sample;
}

const char* name_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::regression:
      return "regression";
    case Verdict::improvement:
      return "improvement";
    case Verdict::unchanged:
      return "none";
    case Verdict::inconclusive:
      return "none";
  }
  return "none";
}

json::object line_of(const json::value& trial, const Judgement& judgement) {
  const Comparison& row = judgement.comparison;
  json::object line{{"trial", trial.at("trial")},
                    {"verdict", name_of(judgement.verdict)},
                    {"unchanged", judgement.verdict == Verdict::unchanged},
                    {"reason", static_cast<int>(judgement.reason)},
                    {"p", row.p},
                    {"pct", 100 * (row.ratio.estimate - 1)}};
  if (row.evidence != Evidence::none) {
    line["lo"] = 100 * (row.ratio.low - 1);
    line["hi"] = 100 * (row.ratio.high - 1);
  }
  if (std::isfinite(row.minimum_detectable)) line["mde"] = 100 * row.minimum_detectable;
  if (row.launches_needed) line["launches_needed"] = *row.launches_needed;
  if (row.sessions_needed) line["sessions_needed"] = *row.sessions_needed;
  return line;
}

}  // namespace

void judge_trials(std::istream& trials, std::ostream& verdicts, Situation situation,
                  const Policy& policy) {
  for (std::string text; std::getline(trials, text);) {
    if (text.empty()) continue;
    const json::value trial = json::parse(text);
    const json::value* direction = trial.as_object().if_contains("direction");
    const bool higher = direction != nullptr && *direction == "higher";
    const std::vector<Comparison> row{compare(sample_of(trial.at("a")), sample_of(trial.at("b")),
                                              higher ? Better::higher : Better::lower, situation,
                                              policy)};
    verdicts << json::serialize(line_of(trial, judge(row, policy).rows.front())) << '\n';
  }
}

}  // namespace pawl::benchmarks
