#include "stats/verdict/multiple.hpp"

#include "support/for_all.hpp"
#include "support/oracle.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <vector>

using namespace pawl::stats;
using namespace pawl::tests;

namespace {

std::vector<double> p_values(Gen& gen) {
  std::vector<double> p(gen.size(1, 40));
  for (double& value : p) value = gen.coin() ? gen.real(0, 1) : gen.real(0, 0.02);
  if (gen.coin()) p.push_back(p.front());
  return p;
}

/// Rows that the step-up procedure rejects, as Benjamini & Hochberg wrote it.
std::size_t rejected_by_definition(std::vector<double> p, double alpha) {
  std::sort(p.begin(), p.end());
  for (std::size_t k = p.size(); k >= 1; --k)
    if (p[k - 1] <= static_cast<double>(k) * alpha / static_cast<double>(p.size())) return k;
  return 0;
}

/// Rows that the step-down procedure rejects, as Holm wrote it.
std::size_t rejected_stepping_down(std::vector<double> p, double alpha) {
  std::sort(p.begin(), p.end());
  std::size_t k = 0;
  while (k < p.size() && p[k] <= alpha / static_cast<double>(p.size() - k)) ++k;
  return k;
}

std::size_t at_most(const std::vector<double>& adjusted, double alpha) {
  return static_cast<std::size_t>(
      std::count_if(adjusted.begin(), adjusted.end(), [&](double p) { return p <= alpha; }));
}

void check_near(const std::vector<double>& found, const std::vector<double>& expected) {
  BOOST_REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i)
    BOOST_TEST(found[i] == expected[i], boost::test_tools::tolerance(1e-13));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(multiple)

BOOST_AUTO_TEST_CASE(adjusted_p_values_are_those_of_r) {
  const auto& table = oracle().at("R_padjust");
  const std::vector<double> p = numbers(table.at("p"));
  check_near(benjamini_hochberg(p), numbers(table.at("BH")));
  check_near(holm(p), numbers(table.at("holm")));
}

BOOST_AUTO_TEST_CASE(adjusted_p_at_most_alpha_is_what_the_procedures_reject) {
  for_all([](Gen& gen) {
    const std::vector<double> p = p_values(gen);
    const double alpha = gen.real(0.001, 0.2);
    BOOST_TEST(at_most(benjamini_hochberg(p), alpha) == rejected_by_definition(p, alpha));
    BOOST_TEST(at_most(holm(p), alpha) == rejected_stepping_down(p, alpha));
  });
}

BOOST_AUTO_TEST_CASE(adjusting_keeps_order_and_never_lowers) {
  for_all(
      [](Gen& gen) {
        const std::vector<double> p = p_values(gen);
        const std::vector<double> discovery = benjamini_hochberg(p), family = holm(p);
        for (std::size_t i = 0; i < p.size(); ++i) {
          BOOST_TEST(p[i] <= discovery[i]);
          BOOST_TEST(discovery[i] <= family[i] * (1 + 1e-12));
          BOOST_TEST(family[i] <= 1.0);
          for (std::size_t j = 0; j < p.size(); ++j)
            if (p[i] <= p[j]) BOOST_TEST((discovery[i] <= discovery[j] && family[i] <= family[j]));
        }
      },
      50);
}

BOOST_AUTO_TEST_CASE(one_test_needs_no_adjustment_and_none_give_none) {
  BOOST_TEST(benjamini_hochberg(std::vector{0.03}).front() == 0.03);
  BOOST_TEST(holm(std::vector{0.03}).front() == 0.03);
  BOOST_TEST(benjamini_hochberg({}).empty());
  BOOST_TEST(holm({}).empty());
}

BOOST_AUTO_TEST_SUITE_END()
