#include "stats/changes/season.hpp"

#include "stats/random.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numbers>
#include <numeric>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

using Values = std::vector<double>;

/// Points of spread 1 that resemble the one before by `rho`.
Values noise(Random& random, std::size_t n, double rho = 0) {
  Values values(n);
  double x = random.normal();
  for (double& value : values) value = x = rho * x + std::sqrt(1 - rho * rho) * random.normal();
  return values;
}

/// Each phase another number, together 0; two of them differ by twelve spreads of noise.
Season some_season(Gen& gen, std::size_t period) {
  Season season(period);
  for (double& one : season) one = gen.real(-4, 4);
  season[0] = 6;
  season[1] = -6;
  const double mean =
      std::accumulate(season.begin(), season.end(), 0.0) / static_cast<double>(period);
  for (double& one : season) one -= mean;
  return season;
}

void add(Values& values, const Season& season) {
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += season_at(season, i);
}

double farthest(const Season& a, const Season& b) {
  double most = 0;
  for (std::size_t k = 0; k < a.size(); ++k) most = std::max(most, std::abs(a[k] - b[k]));
  return most;
}

struct Seasonal {
  Season season;
  Values values;
};

/// Any season of so many points in so many periods of noise.
Seasonal seasonal(Gen& gen, std::size_t period, std::size_t periods) {
  Random random(gen.size(0, 1 << 20));
  const Season season = some_season(gen, period);
  Values values = noise(random, periods * period);
  add(values, season);
  return {season, std::move(values)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(season)

BOOST_AUTO_TEST_CASE(a_pattern_that_returns_is_known) {
  for_all(
      [](Gen& gen) {
        const std::size_t period = gen.size(3, 32);
        const auto [season, values] = seasonal(gen, period, 12);
        const Season found = season_of(values);
        BOOST_REQUIRE_EQUAL(found.size(), period);
        BOOST_TEST(farthest(found, season) < 2);
        BOOST_TEST(std::abs(std::accumulate(found.begin(), found.end(), 0.0)) < 1e-9);
      },
      60);
}

BOOST_AUTO_TEST_CASE(the_longest_has_64_points) {
  for_all(
      [](Gen& gen) {
        BOOST_TEST(season_of(seasonal(gen, 64, 12).values).size() == 64u);
        BOOST_TEST(season_of(seasonal(gen, 65, 12).values).size() != 65u);
      },
      10);
}

// Of a day of hours moves show next to nothing.
BOOST_AUTO_TEST_CASE(a_wave_is_known_once_it_was_seen_eight_times) {
  for_all(
      [](Gen& gen) {
        const std::size_t period = gen.size(12, 48);
        const double height = gen.real(2, 6);
        Season wave(period);
        for (std::size_t i = 0; i < period; ++i)
          wave[i] = height * std::sin(2 * std::numbers::pi * static_cast<double>(i) /
                                      static_cast<double>(period));
        Random random(gen.size(0, 1 << 20));
        Values values = noise(random, 12 * period);
        add(values, wave);
        for (std::size_t i = values.size() / 2; i < values.size(); ++i) values[i] += 5;
        const Season found = season_of(values);
        BOOST_REQUIRE_EQUAL(found.size(), period);
        BOOST_TEST(farthest(found, wave) < 2);
      },
      60);
}

BOOST_AUTO_TEST_CASE(neither_steps_nor_trends_nor_wild_points_touch_it_much) {
  for_all(
      [](Gen& gen) {
        const std::size_t period = gen.size(3, 24);
        auto [season, values] = seasonal(gen, period, 40);
        const std::size_t step = gen.size(0, values.size()), wild = gen.size(0, values.size() - 1);
        for (std::size_t i = 0; i < values.size(); ++i)
          values[i] += (i < step ? 0 : 20) + 0.05 * static_cast<double>(i) + (i == wild ? 1000 : 0);
        const Season found = season_of(values);
        BOOST_REQUIRE_EQUAL(found.size(), period);
        BOOST_TEST(farthest(found, season) < 2);
      },
      60);
}

BOOST_AUTO_TEST_CASE(noise_has_none) {
  std::size_t seen = 0;  // of 3,600
  for (std::size_t seed = 0; seed < 300; ++seed)
    for (const double rho : {-0.4, 0.0, 0.4, 0.8})
      for (const std::size_t n : {std::size_t{30}, std::size_t{200}, std::size_t{400}}) {
        Random random(seed, n);
        if (!season_of(noise(random, n, rho)).empty()) ++seen;
      }
  BOOST_TEST(seen <= 2u);
}

BOOST_AUTO_TEST_CASE(a_level_that_wanders_seldom_has_one) {
  std::size_t seen = 0;
  for (std::size_t seed = 0; seed < 300; ++seed) {
    Random random(seed, 2);
    Values values = noise(random, 400);
    for (std::size_t i = 1; i < values.size(); ++i) values[i] += values[i - 1];
    if (!season_of(values).empty()) ++seen;
  }
  BOOST_TEST(seen <= 3u);
}

BOOST_AUTO_TEST_CASE(a_level_that_goes_to_and_fro_has_none) {
  for (std::size_t seed = 0; seed < 300; ++seed) {
    Random random(seed, 1);
    Values values = noise(random, 300);
    bool is_high = false;
    for (double& value : values) {
      if (random.unit() < 0.06) is_high = !is_high;
      if (is_high) value += 8;
    }
    BOOST_TEST(season_of(values).empty());
  }
}

BOOST_AUTO_TEST_CASE(four_periods_are_too_few) {
  Random random(1);
  const Season week = {0, 0, 0, 0, 0, 8, 8};
  Values values = noise(random, 34);
  add(values, week);
  BOOST_TEST(season_of(values).empty());
}

BOOST_AUTO_TEST_CASE(it_goes_with_the_unit) {
  for_all(
      [](Gen& gen) {
        Random random(gen.size(0, 1 << 20));
        Values values = noise(random, 120);
        add(values, some_season(gen, 7));
        Values others = values;
        for (double& value : others) value = 1024 * value;
        Season found = season_of(values);
        for (double& one : found) one *= 1024;
        BOOST_TEST(found == season_of(others), boost::test_tools::per_element());
      },
      30);
}

BOOST_AUTO_TEST_CASE(awkward_series_have_none) {
  const double huge = std::numeric_limits<double>::max();
  BOOST_TEST(season_of({}).empty());
  BOOST_TEST(season_of(Values{1}).empty());
  BOOST_TEST(season_of(Values(500, 3.0)).empty());
  Values swinging(100, huge);
  for (std::size_t i = 0; i < swinging.size(); i += 3) swinging[i] = -huge;
  BOOST_TEST(season_of(swinging).empty());
}

BOOST_AUTO_TEST_SUITE_END()
