#include "stats/changes/slope.hpp"

#include "stats/changes/change_point.hpp"
#include "stats/random.hpp"
#include "stats/shift.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

using Values = std::vector<double>;

/// Points of spread 1 on a level that walks by steps of spread `step`, and rises by `rise` a point.
Values walk(Random& random, std::size_t n, double step, double rise = 0) {
  Values values(n);
  double level = 0;
  for (double& value : values) value = (level += rise + step * random.normal()) + random.normal();
  return values;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(slope)

// The larger the steps, the further a walk gets by chance.
BOOST_AUTO_TEST_CASE(noise_and_random_walks_are_seldom_slopes) {
  for (const double step : {0.0, 0.1, 0.3, 1.0, 3.0})
    for (const std::size_t n : {std::size_t{24}, std::size_t{60}, std::size_t{300}}) {
      std::size_t seen = 0;
      for (std::uint64_t seed = 0; seed < 1000; ++seed) {
        Random random(seed, n);
        seen += slope_of(walk(random, n, step)) ? 1u : 0u;
      }
      BOOST_TEST(seen <= 5u, seen << " of steps of " << step << ", " << n << " points");
    }
}

BOOST_AUTO_TEST_CASE(what_moves_on_all_along_is_a_slope_however_steep) {
  for (const double rise : {0.5, 1.0, 3.0, 100.0})
    for (const double sign : {1.0, -1.0})
      for_all(
          [&](Gen& gen) {
            Random random(gen.size(0, 100'000));
            BOOST_TEST(slope_of(walk(random, gen.size(100, 400), 0, sign * rise)).has_value());
          },
          20);
}

BOOST_AUTO_TEST_CASE(its_interval_holds_how_far_it_went) {
  std::size_t held = 0;
  constexpr std::size_t trials = 400;
  for (std::uint64_t seed = 0; seed < trials; ++seed) {
    Random random(seed);
    const auto found = slope_of(walk(random, 160, 0.3, 1));
    BOOST_REQUIRE(found.has_value());
    const double truth = static_cast<double>(160 - found->part);
    const double reach = half_width({found->change, found->error, found->degrees}, 0.95);
    held += std::abs(found->change - truth) <= reach ? 1u : 0u;
  }
  BOOST_TEST(held >= trials * 92 / 100, held);
}

// Without noise it is known exactly, from averages of the same number of points each.
BOOST_AUTO_TEST_CASE(a_straight_line_went_from_its_first_average_to_its_last) {
  for (const std::size_t n :
       {std::size_t{24}, std::size_t{25}, std::size_t{100}, std::size_t{161}}) {
    Values line(n);
    for (std::size_t i = 0; i < n; ++i) line[i] = 3.0 * static_cast<double>(i);
    const auto found = slope_of(line);
    BOOST_REQUIRE(found.has_value());
    BOOST_TEST(n / found->part >= 8u);
    BOOST_TEST(n / found->part <= 16u);
    const double parts = static_cast<double>(n / found->part * found->part - found->part);
    BOOST_TEST(found->change == 3 * parts, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(found->error < 1e-6);
  }
}

BOOST_AUTO_TEST_CASE(a_slope_mirrored_and_moved_is_the_same_mirrored) {
  for_all([](Gen& gen) {
    Random random(gen.size(0, 100'000));
    const Values values = walk(random, 120, 0.1, 0.4);
    const double to = gen.real(-100, 100);
    Values others = values;
    for (double& value : others) value = to - value;
    const auto found = slope_of(values), other = slope_of(others);
    BOOST_REQUIRE_EQUAL(found.has_value(), other.has_value());
    if (!found) return;
    BOOST_TEST(found->change == -other->change, boost::test_tools::tolerance(1e-9));
    BOOST_TEST(found->error == other->error, boost::test_tools::tolerance(1e-6));
  });
}

BOOST_AUTO_TEST_CASE(short_and_still_series_have_none) {
  Values line(23);
  for (std::size_t i = 0; i < line.size(); ++i) line[i] = static_cast<double>(i);
  BOOST_TEST(!slope_of(line));
  BOOST_TEST(!slope_of(Values(100, 3.0)));
  BOOST_TEST(!slope_of(Values{}));
}

// What is surely moving, but by less than single points spread, is nobody's business.
BOOST_AUTO_TEST_CASE(a_slope_of_less_than_two_spreads_is_none) {
  std::size_t seen = 0;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    seen += slope_of(walk(random, 20'000, 0, 1.5 / 20'000)) ? 1u : 0u;
  }
  BOOST_TEST(seen == 0u);
}

// As steps it is none: they hide each other.
BOOST_AUTO_TEST_CASE(a_steep_series_drifts) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    Values steep = walk(random, 150, 0, 0.5);
    for (double& value : steep) value = 100 * std::exp(0.02 * value);
    const Changes found = find_changes(steep);
    BOOST_TEST(found.changes.empty());
    BOOST_REQUIRE(found.drift.has_value());
    BOOST_TEST(found.drift->first == 0u);
    BOOST_TEST(found.drift->ratio_bounds->low < std::exp(0.02 * 0.5 * 140));
    BOOST_TEST(found.drift->ratio_bounds->high > std::exp(0.02 * 0.5 * 140));
    BOOST_TEST(found.drift->before < 110);
    BOOST_TEST(found.drift->after > 300);
  }
}

// A step is no drift, and what drifts after it does so from there on.
BOOST_AUTO_TEST_CASE(a_series_drifts_from_its_last_change_on) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    Values values = walk(random, 160, 0);
    for (std::size_t i = 60; i < values.size(); ++i) values[i] += 10;
    Values drifting = values;
    for (std::size_t i = 60; i < values.size(); ++i)
      drifting[i] += 0.02 * static_cast<double>((i - 60) * (i - 60)) / 2;
    const Changes found = find_changes(values), later = find_changes(drifting);
    BOOST_REQUIRE_EQUAL(found.changes.size(), 1u);
    BOOST_TEST(!found.drift);
    BOOST_REQUIRE(!later.changes.empty());
    if (later.drift) BOOST_TEST(later.drift->first == later.changes.back().index);
    BOOST_TEST((later.drift || later.changes.back().kind == ChangeKind::drift));
  }
}

BOOST_AUTO_TEST_SUITE_END()
