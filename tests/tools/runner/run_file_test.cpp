#include "tools/runner/run_file.hpp"

#include "baselines/file.hpp"
#include "baselines/importers/import.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <sstream>

using namespace pawl::tools;

namespace {

struct Fixture {
  pawl::tests::TemporaryDirectory directory;
  std::ostringstream out, err;
  std::chrono::steady_clock::time_point now{std::chrono::hours(500'000)};
  Console console{.out = out, .err = err, .stopwatch = [this] { return now; }};
};

}  // namespace

BOOST_AUTO_TEST_SUITE(run_file)

BOOST_FIXTURE_TEST_CASE(what_was_measured_is_kept_every_five_seconds, Fixture) {
  RunFile file(directory / "run.json", console);
  now += std::chrono::milliseconds(4'999);
  BOOST_TEST(!file.is_due());
  now += std::chrono::milliseconds(1);
  BOOST_TEST(file.is_due());
  pawl::baselines::Run run;
  run.suite = "mine";
  file.save(run);
  BOOST_TEST(!file.is_due());
  BOOST_TEST(pawl::baselines::read_run((directory / "run.json").string()).suite == "mine");
}

BOOST_FIXTURE_TEST_CASE(without_a_file_nothing_is_ever_due, Fixture) {
  const RunFile file("", console);
  now += std::chrono::hours(1);
  BOOST_TEST(!file.is_due());
}

BOOST_FIXTURE_TEST_CASE(trouble_is_told_once_and_saving_tried_again, Fixture) {
  pawl::baselines::write_file(directory / "in_the_way", "");
  RunFile file(directory / "in_the_way/run.json", console);
  for (int i = 0; i < 3; ++i) {
    now += std::chrono::seconds(5);
    BOOST_TEST(file.is_due());
    file.save({});
  }
  const std::string said = err.str();
  BOOST_TEST(std::count(said.begin(), said.end(), '\n') == 1);
  std::filesystem::remove(directory / "in_the_way");
  now += std::chrono::seconds(5);
  file.save({});
  BOOST_TEST(std::filesystem::exists(directory / "in_the_way/run.json"));
}

BOOST_AUTO_TEST_SUITE_END()
