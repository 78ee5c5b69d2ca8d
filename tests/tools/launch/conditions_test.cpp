#include "tools/launch/conditions.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <fstream>

using namespace pawl::tools;

BOOST_AUTO_TEST_SUITE(conditions)

BOOST_AUTO_TEST_CASE(what_pawl_toml_asks_is_asked_of_the_kernel) {
  const Conditions asked = conditions_of(
      {.pin = std::nullopt, .nice = -3, .no_aslr = true, .counters = true, .drop_caches = true});
  BOOST_TEST(!asked.cpu.has_value());
  BOOST_TEST(asked.nice == -3);
  BOOST_TEST(asked.fixed_addresses);
  BOOST_TEST(asked.counters);
  BOOST_TEST(asked.drop_caches);
  BOOST_TEST(!conditions_of({}).drop_caches);
}

// Of the real file every process on the machine would notice.
BOOST_AUTO_TEST_CASE(caches_are_dropped_by_the_number_that_means_all) {
  const pawl::tests::TemporaryDirectory directory;
  std::ofstream(directory / "drop_caches") << "0";
  drop_caches((directory / "drop_caches").c_str());
  BOOST_TEST(pawl::baselines::read_file(directory / "drop_caches") == "3");
}

BOOST_AUTO_TEST_CASE(where_they_cannot_be_dropped_that_is_an_error) {
  try {
    drop_caches("/proc/version");
    BOOST_ERROR("dropped");
  } catch (const pawl::Error& error) {
    BOOST_TEST((error.fault == pawl::Fault::io));
    BOOST_TEST(std::string(error.what()).find("takes root") != std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
