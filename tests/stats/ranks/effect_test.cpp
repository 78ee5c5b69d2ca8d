#include "stats/ranks/effect.hpp"

#include "stats/ranks/mann_whitney.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;

namespace {

/// How often U finds a change by `effect`.
double simulated_power(std::size_t n, std::size_t m, double effect, double spread, double alpha) {
  Gen gen(1);
  constexpr int trials = 2000;
  int found = 0;
  for (int i = 0; i < trials; ++i) {
    const std::vector<double> before = gen.timings(n, spread);
    std::vector<double> now = gen.timings(m, spread);
    for (double& value : now) value *= 1 + effect;
    found += mann_whitney(before, now).p <= alpha;
  }
  return static_cast<double>(found) / trials;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(effect)

BOOST_AUTO_TEST_CASE(fewest_values_are_those_of_the_exact_test) {
  BOOST_TEST(fewest_values(0.05) == 4u);
  BOOST_TEST(fewest_values(0.01) == 5u);
  BOOST_TEST(fewest_values(0.001) == 7u);
  BOOST_TEST(fewest_values(0.0005) == 8u);
}

BOOST_AUTO_TEST_CASE(an_effect_of_the_detectable_size_is_found_with_the_power_aimed_at) {
  for (const auto& [n, m] : {std::pair{8u, 8u}, std::pair{20u, 20u}, std::pair{10u, 40u}})
    for (const double alpha : {0.05, 0.01}) {
      const double effect = minimum_detectable_effect(n, m, 0.05, {.alpha = alpha}).value();
      const double power = simulated_power(n, m, effect, 0.05, alpha);
      BOOST_TEST_CONTEXT(n << " v " << m << ", alpha " << alpha)
      // U's steps are coarse under ten values a side.
      BOOST_TEST((power > (n < 10 ? 0.7 : 0.76) && power < 0.85), power);
    }
}

BOOST_AUTO_TEST_CASE(as_many_values_as_needed_have_the_power_aimed_at_and_not_much_more) {
  for (const double effect : {0.03, 0.05, 0.1, -0.05}) {
    const std::size_t n = values_needed(effect, 0.05, {.alpha = 0.01});
    const double power = simulated_power(n, n, effect, 0.05, 0.01);
    BOOST_TEST((power > 0.76 && power < 0.87), effect << ": " << power);
  }
}

BOOST_AUTO_TEST_CASE(needed_and_detectable_are_each_others_inverse) {
  for_all([](Gen& gen) {
    const double spread = gen.real(0.005, 0.2), asked = gen.real(0.005, 0.3);
    const Aim aim{.alpha = gen.real(0.001, 0.1), .power = gen.real(0.6, 0.95)};
    const std::size_t n = values_needed(asked, spread, aim);
    BOOST_TEST(minimum_detectable_effect(n, n, spread, aim).value() <= asked * (1 + 1e-9));
    if (n > fewest_values(aim.alpha))
      BOOST_TEST(minimum_detectable_effect(n - 1, n - 1, spread, aim).value_or(1e9) > asked);
  });
}

BOOST_AUTO_TEST_CASE(too_few_values_detect_nothing) {
  BOOST_TEST(!minimum_detectable_effect(3, 3, 0.01, {.alpha = 0.05}));
  BOOST_TEST(minimum_detectable_effect(4, 4, 0.01, {.alpha = 0.05}).has_value());
  BOOST_TEST(!minimum_detectable_effect(1, 5, 0.01, {.alpha = 0.05}));
}

BOOST_AUTO_TEST_CASE(the_rule_of_thumb_holds) {
  // 2.87 · CV · √(2 / n) at alpha .05 and power .8.
  BOOST_TEST(*minimum_detectable_effect(1000, 1000, 0.01, {.alpha = 0.05}) ==
                 2.87 * 0.01 * std::sqrt(2 / 1000.0),
             boost::test_tools::tolerance(0.01));
}

BOOST_AUTO_TEST_SUITE_END()
