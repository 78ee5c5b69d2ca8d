#include "stats/change_point.hpp"

#include "stats/change_candidates.hpp"
#include "stats/random.hpp"
#include "stats/segmentation.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

using Values = std::vector<double>;
using Places = std::vector<std::size_t>;

/// About 100, with a relative deviation of `spread`.
Values noise(Random& random, std::size_t n, double spread = 0.02) {
  Values values(n);
  for (double& value : values) value = 100 * std::exp(spread * random.normal());
  return values;
}

void raise(Values& values, std::size_t from, double ratio,
           std::size_t to = std::numeric_limits<std::size_t>::max()) {
  for (std::size_t i = from; i < std::min(to, values.size()); ++i) values[i] *= ratio;
}

Places places_of(const Changes& found) {
  Places places;
  for (const Change& change : found.changes) places.push_back(change.index);
  return places;
}

// --- by definition
// --------------------------------------------------------------------------------

double plain_median(Values values) {
  std::sort(values.begin(), values.end());
  const std::size_t n = values.size();
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double plain_spread(Values residuals) {
  for (double& residual : residuals) residual = std::abs(residual);
  std::sort(residuals.begin(), residuals.end());
  const std::size_t bulk = std::max<std::size_t>(1, residuals.size() * 9 / 10);
  double sum = 0;
  for (std::size_t i = 0; i < bulk; ++i) sum += residuals[i];
  return std::max(1.4826 * residuals[residuals.size() / 2], 1.57 * sum / static_cast<double>(bulk));
}

double plain_margin(const Segmentation& series, const Places& places, std::size_t i,
                    const ChangeRule& rule) {
  const std::size_t begin = series.begin_of(places, i), end = series.end_of(places, i);
  const double now = series.contrast(begin, places[i], end).margin;
  double once = 0;
  for (std::size_t size = rule.shortest; places[i] + size < end; size += 1 + size / 24)
    once = std::max(once, series.contrast(begin, places[i], places[i] + size).margin);
  return std::max(now, now < rule.keep ? 0 : std::min(once, now / rule.keep));
}

/// Judges every place anew after every refusal.
Places refused_by_definition(const Segmentation& series, Places places, const ChangeRule& rule) {
  const std::size_t shortest = rule.shortest;
  const auto best = [&](std::size_t begin, std::size_t place, std::size_t end) {
    const double before = series.level(begin, place).middle,
                 after = series.level(place, end).middle;
    const double most = std::abs(after - before);
    Values costs;
    for (std::size_t k = begin + shortest; k + shortest <= end; ++k) {
      double cost = 0;
      for (std::size_t i = begin; i < end; ++i)
        cost += std::min(std::abs(series.values()[i] - (i < k ? before : after)), most);
      costs.push_back(cost);
    }
    std::size_t chosen = 0;
    for (std::size_t k = 1; k < costs.size(); ++k)
      if (costs[k] < costs[chosen] - 1e-9 * most) chosen = k;
    return begin + shortest + chosen;
  };
  for (std::size_t i = 0; i < places.size(); ++i)
    places[i] = best(series.begin_of(places, i), places[i], series.end_of(places, i));
  for (;;) {
    std::size_t weakest = 0;
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < places.size(); ++i) {
      const double margin = plain_margin(series, places, i, rule);
      if (margin < least) {
        least = margin;
        weakest = i;
      }
    }
    if (least >= 1) return places;
    places.erase(places.begin() + static_cast<std::ptrdiff_t>(weakest));
    for (const std::size_t i : {weakest, weakest - 1})
      if (i < places.size())
        places[i] = best(series.begin_of(places, i), places[i], series.end_of(places, i));
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(change_point)

BOOST_AUTO_TEST_CASE(a_step_is_found_where_it_is_with_its_size) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    Values values = noise(random, 100);
    raise(values, 60, 1.1);
    const Changes found = find_changes(values);
    BOOST_REQUIRE_EQUAL(found.changes.size(), 1u);
    const Change& change = found.changes.front();
    BOOST_TEST(change.index >= 59u);
    BOOST_TEST(change.index <= 61u);
    BOOST_TEST((change.kind == ChangeKind::step));
    BOOST_TEST(std::abs(*change.ratio / 1.1 - 1) < 0.02);
    BOOST_TEST(change.ratio_bounds->low < 1.1);
    BOOST_TEST(change.ratio_bounds->high > 1.1);
    BOOST_TEST(change.p < 1e-6);
    BOOST_TEST(change.waited <= 5u);
  }
}

BOOST_AUTO_TEST_CASE(what_was_announced_stays_so_while_the_level_lasts) {
  std::size_t announced = 0, withdrawn = 0;
  for (std::uint64_t seed = 0; seed < 15; ++seed) {
    Random random(seed);
    Values values = noise(random, 80);
    raise(values, 40, 1.1);
    bool is_known = false;
    for (std::size_t n = 40; n <= values.size(); ++n) {
      const bool is_found = !find_changes(std::span(values).first(n)).changes.empty();
      if (is_found && !is_known) ++announced;
      if (!is_found && is_known) ++withdrawn;
      is_known = is_found;
    }
  }
  BOOST_TEST(announced >= 15u);
  BOOST_TEST(withdrawn <= 1u);
}

BOOST_AUTO_TEST_CASE(noise_alone_is_seldom_called_a_change) {
  int announced = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed);
    announced += find_changes(noise(random, 100)).changes.empty() ? 0 : 1;
  }
  BOOST_TEST(announced <= 6);
}

BOOST_AUTO_TEST_CASE(odd_points_are_named_and_no_change) {
  Random random(1);
  Values values = noise(random, 80);
  values[20] *= 3;
  raise(values, 50, 1.5, 54);
  const Changes found = find_changes(values);
  BOOST_TEST(found.changes.empty());
  BOOST_REQUIRE_EQUAL(found.odd.size(), 2u);
  BOOST_TEST(found.odd[0].first == 20u);
  BOOST_TEST(found.odd[0].size == 1u);
  BOOST_TEST(found.odd[1].first == 50u);
  BOOST_TEST(found.odd[1].size == 4u);
}

BOOST_AUTO_TEST_CASE(a_drift_is_told_from_a_step) {
  Random random(2);
  Values values = noise(random, 120, 0.01);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] *= 1 + 0.003 * static_cast<double>(i);
  const Changes found = find_changes(values);
  BOOST_REQUIRE(!found.changes.empty());
  const auto drifts = std::count_if(found.changes.begin(), found.changes.end(),
                                    [](const Change& c) { return c.kind == ChangeKind::drift; });
  BOOST_TEST(2 * drifts > static_cast<std::ptrdiff_t>(found.changes.size()));
}

BOOST_AUTO_TEST_CASE(changes_do_not_depend_on_the_unit) {
  for_all([](Gen& gen) {
    Random random(gen.size(0, 1000));
    Values values = noise(random, 60);
    raise(values, gen.size(10, 50), 1.15);
    Values scaled = values;
    for (double& value : scaled) value *= 1024;
    BOOST_TEST(places_of(find_changes(values)) == places_of(find_changes(scaled)),
               boost::test_tools::per_element());
  });
}

BOOST_AUTO_TEST_CASE(a_rise_and_its_fall_mirror_each_other) {
  for_all([](Gen& gen) {
    Random random(gen.size(0, 1000));
    Values values = noise(random, 90);
    raise(values, 40, 1.2);
    Values inverse = values;
    for (double& value : inverse) value = 1 / value;
    const Changes up = find_changes(values), down = find_changes(inverse);
    BOOST_REQUIRE_EQUAL(up.changes.size(), down.changes.size());
    for (std::size_t i = 0; i < up.changes.size(); ++i)
      BOOST_TEST(std::abs(*up.changes[i].ratio * *down.changes[i].ratio - 1) < 1e-9);
  });
}

BOOST_AUTO_TEST_CASE(levels_are_those_of_the_definition) {
  for_all([](Gen& gen) {
    const Values values = gen.timings(gen.size(1, 40), 0.5, gen.coin());
    const Level level = level_of(values);
    const double middle = plain_median(values);
    Values residuals = values;
    for (double& residual : residuals) residual -= middle;
    BOOST_TEST(std::abs(level.middle - middle) <= 1e-12 * middle);
    BOOST_TEST(std::abs(level.spread - plain_spread(residuals)) <= 1e-12 * middle);
  });
}

BOOST_AUTO_TEST_CASE(refusing_one_by_one_is_judging_all_anew_each_time) {
  for_all([](Gen& gen) {
    Random random(gen.size(0, 100'000));
    Values values = noise(random, gen.size(20, 90));
    for (std::size_t at = gen.size(5, 25); at < values.size(); at += gen.size(8, 30))
      raise(values, at, gen.coin() ? 1.06 : 0.93);
    for (double& value : values) value = std::log(value);
    const ChangeRule rule;
    const Segmentation series(values, 0.002, rule);
    const Places candidates = change_candidates(values, 0.002);
    Places fast = candidates;
    series.refuse_weak(fast);
    BOOST_TEST(fast == refused_by_definition(series, candidates, rule),
               boost::test_tools::per_element());
  });
}

BOOST_AUTO_TEST_CASE(awkward_series_are_answered) {
  BOOST_TEST(find_changes({}).changes.empty());
  for (const std::size_t n : {1u, 2u, 5u, 6u, 50u})
    for (const double value : {0.0, 1.0, -3.0, 1e300, 5e-324})
      BOOST_TEST(find_changes(Values(n, value)).changes.empty());
  Values step(40, 0.0);
  for (std::size_t i = 20; i < 40; ++i) step[i] = 1;
  const Changes found = find_changes(step);
  BOOST_REQUIRE_EQUAL(found.changes.size(), 1u);
  BOOST_TEST(found.changes.front().index == 20u);
  BOOST_TEST(!found.changes.front().ratio);
  Values extremes(40, -1.7e308);
  for (std::size_t i = 20; i < 40; ++i) extremes[i] = 1.7e308;
  BOOST_TEST(places_of(find_changes(extremes)) == Places{20}, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()
