#include "baselines/text/did_you_mean.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <string>
#include <string_view>

using namespace pawl::baselines;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

constexpr std::array<std::string_view, 4> words = {"launches", "threshold", "alpha", "p95"};

}  // namespace

BOOST_AUTO_TEST_SUITE(did_you_mean_suite)

BOOST_AUTO_TEST_CASE(the_nearest_word_is_found) {
  BOOST_TEST(nearest("launchs", words) == "launches");
  BOOST_TEST(nearest("threshhold", words) == "threshold");
  BOOST_TEST(nearest("p59", words) == "p95");
  BOOST_TEST(nearest("zebra", words) == "");
  BOOST_TEST(nearest("", words) == "");
  BOOST_TEST(nearest(std::string(1 << 20, 'x'), words) == "");
  BOOST_TEST(did_you_mean("alhpa", words) == "; did you mean \"alpha\"?");
  BOOST_TEST(did_you_mean("zebra", words) == "");
}

BOOST_AUTO_TEST_CASE(a_word_over_64_bytes_is_no_slip) {
  const std::string word(64, 'a');
  const std::array<std::string_view, 1> known = {word};
  BOOST_TEST(nearest(word.substr(1) + "b", known) == word);
  BOOST_TEST(nearest(word + "b", known) == "");
}

BOOST_AUTO_TEST_CASE(one_slip_is_always_understood) {
  for_all([](Gen& gen) {
    const std::string_view word = words[gen.size(0, words.size() - 1)];
    std::string typed(word);
    const std::size_t at = gen.size(0, typed.size() - 2);
    switch (gen.size(0, 3)) {
      case 0:
        typed.erase(at, 1);
        break;
      case 1:
        typed.insert(at, 1, 'x');
        break;
      case 2:
        std::swap(typed[at], typed[at + 1]);
        break;
      default:
        typed[at] = 'x';
    }
    BOOST_TEST(nearest(typed, words) == word, typed);
  });
}

BOOST_AUTO_TEST_SUITE_END()
