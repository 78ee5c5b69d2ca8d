// What somebody else's program looks like that judges by Pawl's engine.
#include <pawl/stats/changes/change_point.hpp>
#include <pawl/stats/verdict/judge.hpp>

#include <vector>

int main() {
  using namespace pawl::stats;
  std::vector<std::vector<double>> before, now;
  for (int i = 0; i < 20; ++i) {
    before.push_back({1 + 0.001 * (i * 7 % 20)});
    now.push_back({1.2 + 0.001 * (i * 3 % 20)});
  }
  const Policy policy;
  const Comparison row = compare(*Sample::from_launches(before), *Sample::from_launches(now),
                                 Better::lower, Situation::same_testbed, policy);
  const SuiteJudgement judged = judge({&row, 1}, policy);
  std::vector<double> history;
  for (int i = 0; i < 60; ++i) history.push_back((i < 40 ? 100 : 120) + i * 7 % 5);
  const Changes found = find_changes(history);
  const bool is_right = judged.rows.front().verdict == Verdict::regression &&
                        found.changes.size() == 1 && found.changes.front().index == 40;
  return is_right ? 0 : 1;
}
