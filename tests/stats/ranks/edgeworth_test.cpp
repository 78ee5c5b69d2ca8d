#include "stats/ranks/edgeworth.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>

using namespace pawl::stats;

namespace {

/// By how much E Z^power of the variable of which edgeworth_tail is the tail exceeds that of a
/// normal one: ∫ power z^(power − 1) (P(Z ≥ z) − its P(Z ≥ z)) dz, by the trapezoid rule.
double excess(int power, const Cumulants& cumulants) {
  constexpr double width = 1.0 / 64, reach = 12;
  double sum = 0;
  for (double z = -reach; z <= reach; z += width) {
    const double tail = edgeworth_tail(z, cumulants) - edgeworth_tail(z, {});
    sum += width * power * std::pow(z, power - 1) * tail;
  }
  return sum;
}

/// The cumulants of a fair die with faces a step of 1 apart about 0, from its moments.
UniformStep die(int faces) {
  double second = 0, fourth = 0, sixth = 0;
  for (int i = 0; i < faces; ++i) {
    const double face = i - (faces - 1) / 2.0;
    second += std::pow(face, 2) / faces;
    fourth += std::pow(face, 4) / faces;
    sixth += std::pow(face, 6) / faces;
  }
  UniformStep result(0);
  result.second = second;
  result.fourth = fourth - 3 * second * second;
  result.sixth = sixth - 15 * fourth * second + 30 * second * second * second;
  return result;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(edgeworth)

// Moments are sums over partitions into cumulants. Of six things there are 15 into 4 + 2 and 10
// into 3 + 3; of eight 210 into 4 + 2 + 2, 35 into 4 + 4, 28 into 6 + 2, and 280 into 3 + 3 + 2.
BOOST_AUTO_TEST_CASE(the_moments_of_the_series_are_those_of_its_cumulants) {
  for (const auto& [third, fourth, sixth] :
       {Cumulants{.third = 0.002}, Cumulants{.fourth = 0.002}, Cumulants{.fourth = -0.002},
        Cumulants{.sixth = 0.002}, Cumulants{.third = -0.002, .fourth = 0.001, .sixth = -0.0003}}) {
    const Cumulants of{third, fourth, sixth};
    const double squares = third * third;
    BOOST_TEST(std::abs(excess(2, of)) < 1e-8);
    BOOST_TEST(std::abs(excess(3, of) - third) < 1e-8);
    BOOST_TEST(std::abs(excess(4, of) - fourth) < 1e-8);
    BOOST_TEST(std::abs(excess(6, of) - (15 * fourth + 10 * squares + sixth)) < 1e-7);
    const double eighth = 210 * fourth + 35 * fourth * fourth + 28 * sixth + 280 * squares;
    BOOST_TEST(std::abs(excess(8, of) - eighth) < 1e-6);
  }
}

// A throw of a die with k faces and a uniform place within the face is uniform over k.
BOOST_AUTO_TEST_CASE(a_step_makes_a_die_uniform) {
  for (const int faces : {2, 3, 6, 20}) {
    const UniformStep one(1), all(faces), thrown = die(faces);
    BOOST_TEST(all.second == thrown.second + one.second, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(all.fourth == thrown.fourth + one.fourth, boost::test_tools::tolerance(1e-12));
    BOOST_TEST(all.sixth == thrown.sixth + one.sixth, boost::test_tools::tolerance(1e-10));
  }
}

BOOST_AUTO_TEST_SUITE_END()
