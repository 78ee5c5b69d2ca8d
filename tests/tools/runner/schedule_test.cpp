#include "tools/runner/schedule.hpp"

#include "support/for_all.hpp"

#include <set>

using namespace pawl::tools;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

std::vector<Share> some_shares(Gen& gen) {
  std::vector<Share> shares(gen.size(1, 12));
  for (Share& share : shares) share = {gen.size(1, 30), gen.size(0, 3)};
  return shares;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schedule_)

BOOST_AUTO_TEST_CASE(each_benchmark_has_exactly_its_launches) {
  for_all([](Gen& gen) {
    const std::vector<Share> shares = some_shares(gen);
    std::vector<Share> counted(shares.size(), Share{0, 0});
    for (const Turn& turn : schedule(shares, gen.engine()()))
      ++(turn.is_warmup ? counted[turn.benchmark].warmup : counted[turn.benchmark].launches);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      BOOST_TEST(counted[i].launches == shares[i].launches);
      BOOST_TEST(counted[i].warmup == shares[i].warmup);
    }
  });
}

BOOST_AUTO_TEST_CASE(warm_ups_come_before_everything_else) {
  for_all([](Gen& gen) {
    const std::vector<Turn> turns = schedule(some_shares(gen), gen.engine()());
    BOOST_TEST(std::is_partitioned(turns.begin(), turns.end(),
                                   [](const Turn& turn) { return turn.is_warmup; }));
  });
}

BOOST_AUTO_TEST_CASE(no_benchmark_has_two_turns_in_a_block) {
  for_all([](Gen& gen) {
    std::set<std::size_t> block;
    for (const Turn& turn : schedule(some_shares(gen), gen.engine()())) {
      BOOST_TEST(block.insert(turn.benchmark).second);
      if (turn.ends_block) block.clear();
    }
    BOOST_TEST(block.empty());
  });
}

BOOST_AUTO_TEST_CASE(fewer_launches_are_spread_over_all_blocks) {
  const std::vector<Share> shares = {{20, 0}, {5, 0}};
  std::vector<std::size_t> gaps(1, 0);
  for (const Turn& turn : schedule(shares, 7)) {
    if (turn.benchmark == 1) gaps.push_back(0);
    if (turn.benchmark == 0) ++gaps.back();
  }
  for (const std::size_t gap : gaps) BOOST_TEST(gap <= 5u);
}

BOOST_AUTO_TEST_CASE(the_seed_alone_decides_the_order) {
  const std::vector<Share> shares(10, Share{20, 1});
  BOOST_TEST((schedule(shares, 1) == schedule(shares, 1)));
  BOOST_TEST(!(schedule(shares, 1) == schedule(shares, 2)));
}

BOOST_AUTO_TEST_CASE(every_order_of_a_block_comes_up) {
  const std::vector<Share> shares(3, Share{600, 0});
  std::set<std::vector<std::size_t>> orders;
  std::vector<std::size_t> order;
  for (const Turn& turn : schedule(shares, 3)) {
    order.push_back(turn.benchmark);
    if (turn.ends_block) orders.insert(std::exchange(order, {}));
  }
  BOOST_TEST(orders.size() == 6u);
}

BOOST_AUTO_TEST_CASE(of_nothing_there_is_no_turn) {
  BOOST_TEST(schedule({}, 1).empty());
}

BOOST_AUTO_TEST_SUITE_END()
