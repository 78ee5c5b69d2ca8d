#include "baselines/history/samples_blob.hpp"

#include "baselines/error.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <bit>
#include <limits>

using namespace pawl::baselines;
using pawl::Error;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

bool is_same(const Sessions& a, const Sessions& b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a[i].size() != b[i].size()) return false;
    for (std::size_t j = 0; j < a[i].size(); ++j)
      if (!std::equal(a[i][j].begin(), a[i][j].end(), b[i][j].begin(), b[i][j].end(),
                      [](double x, double y) {
                        return std::bit_cast<std::uint64_t>(x) == std::bit_cast<std::uint64_t>(y);
                      }))
        return false;
  }
  return true;
}

Sessions shaped(Gen& gen, double (*value)(Gen&)) {
  Sessions sessions(gen.size(0, 3));
  for (auto& session : sessions) {
    session.resize(gen.size(0, 4));
    for (auto& launch : session) {
      launch.resize(gen.size(0, 200));
      for (double& one : launch) one = value(gen);
    }
  }
  return sessions;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(samples_blob)

BOOST_AUTO_TEST_CASE(values_and_their_levels_come_back_to_the_last_bit) {
  constexpr std::array<double (*)(Gen&), 4> kinds = {
      [](Gen& gen) { return std::round(gen.real(1e6, 2e6)) / 1e9; },
      [](Gen& gen) { return gen.normal(0, 1e-3); },
      [](Gen& gen) { return std::round(gen.real(-9e15, 9e15)); },
      [](Gen& gen) { return std::bit_cast<double>((gen.engine()() & ~(1ULL << 62)) | 1); }};
  for_all([&](Gen& gen) {
    const Sessions sessions = shaped(gen, kinds[gen.size(0, kinds.size() - 1)]);
    BOOST_TEST(is_same(unpack_samples(pack_samples(sessions)), sessions));
  });
}

BOOST_AUTO_TEST_CASE(the_ends_of_doubles_come_back_too) {
  using Limits = std::numeric_limits<double>;
  for (const double value : {0.0, -0.0, 1.0, -1.0, 9007199254740993.0, Limits::max(),
                             Limits::lowest(), Limits::min(), Limits::denorm_min(), 0.1, 1e-18}) {
    const Sessions sessions = {{{value, 1.0, value}}};
    BOOST_TEST(is_same(unpack_samples(pack_samples(sessions)), sessions));
  }
}

BOOST_AUTO_TEST_CASE(nanoseconds_take_less_than_half_of_their_doubles) {
  Gen gen(1);
  pawl::stats::Sample::Launch launch(30);
  for (double& value : launch) value = std::round(gen.normal(1.2e6, 1.2e4)) / 1e9;
  BOOST_TEST(pack_samples({{launch}}).size() < 30 * 8 / 2);
}

BOOST_AUTO_TEST_CASE(the_first_version_stays_readable) {
  const std::string blob{"\x01\x02\x01\x02\x01\x02\x14\x02\x01", 9};
  BOOST_TEST(is_same(unpack_samples(blob), {{{0.1}, {0.11, 0.1}}}));
  BOOST_TEST(pack_samples({{{0.1}, {0.11, 0.1}}}) == blob);
}

BOOST_AUTO_TEST_CASE(no_bytes_do_harm) {
  for_all([](Gen& gen) {
    std::string blob = pack_samples(shaped(gen, [](Gen& g) { return g.real(0, 1); }));
    for (std::size_t i = 0; i < 3; ++i)
      blob[gen.size(0, blob.size() - 1)] = static_cast<char>(gen.size(0, 255));
    blob.resize(gen.size(0, blob.size()));
    try {
      unpack_samples(blob);
    } catch (const Error&) {
    }
  });
  BOOST_CHECK_THROW(unpack_samples({"\x02\x00\x00", 3}), Error);
  // Counts beyond what follows allocate nothing, neither alone nor together.
  for (const std::string counts :
       {"\xff\xff\xff\xff\xff\xff\xff\x7f", "\x01\x03\x04\x04\x04", "\x03\x04\x04\x04"}) {
    std::string sentence;
    try {
      unpack_samples("\x01\x01" + counts + "\x02\x02\x02\x02");
    } catch (const Error& error) {
      sentence = error.what();
    }
    BOOST_TEST(sentence.ends_with("its counts tell of more than follows"), sentence);
  }
}

BOOST_AUTO_TEST_SUITE_END()
