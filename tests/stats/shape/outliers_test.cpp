#include "stats/shape/outliers.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <vector>

using namespace pawl::stats;
using pawl::tests::for_all;
using pawl::tests::Gen;

BOOST_AUTO_TEST_SUITE(outliers)

BOOST_AUTO_TEST_CASE(far_values_are_labelled_where_they_stand) {
  const std::vector<double> values{10, 10.1, 100, 10.2, 9.9, 9.8, 10.05, 1, 10.55, 10};
  const std::vector<OutlierLabel> labels = outlier_labels(values);
  BOOST_TEST((labels[2] == OutlierLabel::high_severe));
  BOOST_TEST((labels[7] == OutlierLabel::low_severe));
  const OutlierCount count = count_outliers(labels);
  BOOST_TEST(count.low == 1u);
  BOOST_TEST(count.severe == 2u);
  BOOST_TEST((labels[0] == OutlierLabel::none));
}

BOOST_AUTO_TEST_CASE(the_fences_are_tukeys) {
  // Quartiles −4 and 4, range 8: fences at ±16 and ±28. By their mean deviation they stood nearer.
  const auto label_of = [](double value) {
    const std::vector<double> values{-4, -4, -4, -4, -4, 0, 4, 4, 4, 4, 4, value, -value};
    return outlier_labels(values)[11];
  };
  BOOST_TEST((label_of(15.9) == OutlierLabel::none));
  BOOST_TEST((label_of(16.1) == OutlierLabel::high_mild));
  BOOST_TEST((label_of(27.9) == OutlierLabel::high_mild));
  BOOST_TEST((label_of(28.1) == OutlierLabel::high_severe));
  BOOST_TEST((label_of(-15.9) == OutlierLabel::none));
  BOOST_TEST((label_of(-16.1) == OutlierLabel::low_mild));
  BOOST_TEST((label_of(-27.9) == OutlierLabel::low_mild));
  BOOST_TEST((label_of(-28.1) == OutlierLabel::low_severe));
}

BOOST_AUTO_TEST_CASE(one_straggler_among_equal_values_is_an_outlier_and_equal_values_have_none) {
  std::vector<double> values(20, 5.0);
  BOOST_TEST(count_outliers(outlier_labels(values)).high == 0u);
  values[7] = 9;
  BOOST_TEST(count_outliers(outlier_labels(values)).high == 1u);
  BOOST_TEST((outlier_labels(values)[7] == OutlierLabel::high_severe));
}

BOOST_AUTO_TEST_CASE(a_unit_changes_no_label_and_none_is_lost) {
  for_all([](Gen& gen) {
    auto values = gen.timings(gen.size(0, 60), 0.5, gen.coin());
    const auto labels = outlier_labels(values);
    BOOST_REQUIRE(labels.size() == values.size());
    for (double& value : values) value *= 1024;
    BOOST_TEST((outlier_labels(values) == labels));
  });
}

// Of the ten values' distances from their median the mean is 0.4: the range of a Laplace
// distribution so wide is log 4 · 0.4 = 0.55, with fences at 0.83 and 1.66.
BOOST_AUTO_TEST_CASE(where_quartiles_are_equal_the_mean_deviation_stands_for_their_range) {
  const auto labels = outlier_labels(std::vector<double>{0, 0, 0, 0.5, 0, 0, 0, 1, 0, -2.5});
  BOOST_TEST((labels[0] == OutlierLabel::none));
  BOOST_TEST((labels[3] == OutlierLabel::none));
  BOOST_TEST((labels[7] == OutlierLabel::high_mild));
  BOOST_TEST((labels[9] == OutlierLabel::low_severe));
}

BOOST_AUTO_TEST_SUITE_END()
