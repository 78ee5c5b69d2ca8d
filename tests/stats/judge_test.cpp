#include "stats/judge.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

Judgement verdict(const Sample& before, const Sample& now, Better better = Better::lower) {
  const std::vector<Comparison> rows{compare(before, now, better, Situation::same_testbed, {})};
  return judge(rows, {}).rows.front();
}

Verdict opposite(Verdict verdict) {
  switch (verdict) {
    case Verdict::regression:
      return Verdict::improvement;
    case Verdict::improvement:
      return Verdict::regression;
    case Verdict::unchanged:
      return Verdict::unchanged;
    case Verdict::inconclusive:
      return Verdict::inconclusive;
  }
  return verdict;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(judge_laws)

BOOST_AUTO_TEST_CASE(a_large_clear_slowdown_is_a_regression) {
  for_all([](Gen& gen) {
    const auto before = Sample::from(gen.timings(20, 0.01));
    const auto now = Sample::from(gen.timings(20, 0.01))->scaled(1.2);
    BOOST_TEST((verdict(*before, now).verdict == Verdict::regression));
    BOOST_TEST((verdict(*before, now, Better::higher).verdict == Verdict::improvement));
  });
}

BOOST_AUTO_TEST_CASE(swapping_before_and_now_inverts_the_verdict) {
  for_all([](Gen& gen) {
    const auto before = Sample::from(gen.timings(gen.size(3, 25), 0.02));
    const auto now = Sample::from(gen.timings(gen.size(3, 25), 0.02))->scaled(gen.real(0.9, 1.1));
    // Two roundings of a ratio at the threshold itself could differ: that never happens here.
    const auto forth = verdict(*before, now);
    const auto back = verdict(now, *before);
    BOOST_TEST(forth.comparison.p == back.comparison.p, boost::test_tools::tolerance(1e-9));
    if (std::abs(forth.comparison.ratio.estimate - 1) > 0.022)
      BOOST_TEST((opposite(forth.verdict) == back.verdict));
  });
}

BOOST_AUTO_TEST_SUITE_END()
