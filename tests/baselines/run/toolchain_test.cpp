#include "baselines/run/toolchain.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

using namespace pawl::baselines;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

/// Of few names and versions, so that two have some in common.
Toolchain any_toolchain(Gen& gen) {
  Toolchain toolchain;
  for (std::size_t n = gen.size(0, 4); n > 0; --n)
    add_version(toolchain, std::string(1, "abc"[gen.size(0, 2)]), std::to_string(gen.size(1, 3)));
  return toolchain;
}

Toolchain joined(Toolchain all, const Toolchain& more) {
  join(all, more);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(toolchain)

BOOST_AUTO_TEST_CASE(joining_asks_for_no_order_and_takes_nothing_twice) {
  for_all([](Gen& gen) {
    const Toolchain a = any_toolchain(gen), b = any_toolchain(gen), c = any_toolchain(gen);
    BOOST_TEST((joined(a, b) == joined(b, a)));
    BOOST_TEST((joined(joined(a, b), c) == joined(a, joined(b, c))));
    BOOST_TEST((joined(joined(a, b), b) == joined(a, b)));
  });
}

BOOST_AUTO_TEST_CASE(what_only_one_side_tells_of_is_no_difference) {
  for_all([](Gen& gen) {
    const Toolchain a = any_toolchain(gen), b = any_toolchain(gen);
    std::size_t differing = 0;
    for (const auto& [name, versions] : a) differing += b.contains(name) && b.at(name) != versions;
    BOOST_TEST(differences(a, b).size() == differing);
    BOOST_TEST(differences(a, a).empty());
  });
}

BOOST_AUTO_TEST_CASE(a_difference_names_the_versions_of_both_sides) {
  const Toolchain before = {{"JDK", {"17.0.15"}}, {"JMH", {"1.37"}}};
  const Toolchain now = {{"JDK", {"17.0.15", "21.0.2"}}, {"JMH", {"1.37"}}};
  BOOST_TEST((differences(before, now) ==
              std::vector<std::string>{"JDK: 17.0.15 before, 17.0.15 and 21.0.2 now"}));
}

BOOST_AUTO_TEST_CASE(an_empty_version_is_not_known) {
  Toolchain toolchain;
  add_version(toolchain, "JDK", "");
  BOOST_TEST(toolchain.empty());
}

BOOST_AUTO_TEST_SUITE_END()
