#include "stats/random.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <cmath>
#include <cstdint>
#include <numeric>
#include <set>
#include <vector>

using pawl::stats::Random;

BOOST_AUTO_TEST_SUITE(random_numbers)

BOOST_AUTO_TEST_CASE(the_numbers_are_those_of_the_reference_implementation) {
  Random random(std::array<std::uint64_t, 4>{1, 2, 3, 4});
  for (const std::uint64_t expected : {41943041u, 58720359u}) BOOST_TEST(random() == expected);
  for (const std::uint64_t expected :
       {3588806011781223u, 3591011842654386u, 9228616714210784205u, 9973669472204895162u})
    BOOST_TEST(random() == expected);
}

BOOST_AUTO_TEST_CASE(a_seed_means_the_same_for_ever) {
  // Seeds stand in people's reports: a change of what they mean is to be noticed.
  Random random(1);
  BOOST_TEST(random() == 8770077814761700327u);
  Random stream(1, 2);
  BOOST_TEST(stream() == 6748381332067369065u);
}

BOOST_AUTO_TEST_CASE(streams_and_seeds_differ) {
  std::set<std::uint64_t> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (std::uint64_t stream = 0; stream < 100; ++stream) seen.insert(Random(seed, stream)());
  BOOST_TEST(seen.size() == 10'000u);
}

BOOST_AUTO_TEST_CASE(bounded_numbers_are_even) {
  // Chi-squared with 6 degrees is above 27.9 once in 10,000 times.
  Random random(2);
  std::array<int, 7> counts{};
  for (int i = 0; i < 70'000; ++i) ++counts.at(random.below(7));
  double chi_squared = 0;
  for (const int count : counts) chi_squared += (count - 10'000.0) * (count - 10'000.0) / 10'000.0;
  BOOST_TEST(chi_squared < 27.9);
}

BOOST_AUTO_TEST_CASE(a_bound_near_the_largest_is_even_too) {
  // 3 · 2³⁰ is the bound at which leaving out the rejection would show most: a third of the numbers
  // would come up twice as often.
  Random random(3);
  const std::uint32_t bound = 3u << 30;
  int remainder[3]{};
  for (int i = 0; i < 30'000; ++i) ++remainder[random.below(bound) % 3];
  for (const int count : remainder) BOOST_TEST(std::abs(count - 10'000) < 400);
}

BOOST_AUTO_TEST_CASE(normals_have_their_moments) {
  Random random(4);
  const int n = 100'000;
  double sum = 0, squares = 0, fourth = 0;
  for (int i = 0; i < n; ++i) {
    const double x = random.normal();
    sum += x;
    squares += x * x;
    fourth += x * x * x * x;
  }
  BOOST_TEST(std::abs(sum / n) < 0.015);
  BOOST_TEST(std::abs(squares / n - 1) < 0.02);
  BOOST_TEST(std::abs(fourth / n - 3) < 0.15);
}

BOOST_AUTO_TEST_CASE(a_shuffle_is_a_permutation_and_each_is_equally_likely) {
  Random random(5);
  std::array<int, 6> counts{};
  for (int i = 0; i < 60'000; ++i) {
    std::vector<int> items{0, 1, 2};
    random.shuffle(std::span(items));
    BOOST_REQUIRE(std::accumulate(items.begin(), items.end(), 0) == 3);
    ++counts.at(static_cast<std::size_t>(items[0] * 2 + (items[1] > items[2])));
  }
  for (const int count : counts) BOOST_TEST(std::abs(count - 10'000) < 400);
}

BOOST_AUTO_TEST_SUITE_END()
