#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>

#include <cerrno>

using pawl::during;
using pawl::Error;
using pawl::Fault;

BOOST_AUTO_TEST_SUITE(error)

BOOST_AUTO_TEST_CASE(context_is_added_and_the_fault_kept) {
  BOOST_CHECK_EXCEPTION(
      during("reading main.json", []() -> int { throw Error(Fault::io, "no such file"); }), Error,
      [](const Error& error) {
        return error.fault == Fault::io &&
               error.what() == std::string("reading main.json: no such file");
      });
}

BOOST_AUTO_TEST_CASE(what_succeeds_passes_through) {
  BOOST_TEST(during("counting", [] { return 3; }) == 3);
}

BOOST_AUTO_TEST_CASE(errno_becomes_a_sentence) {
  errno = ENOSPC;
  const Error error = pawl::io_error("run.json", "cannot be written");
  BOOST_TEST(error.what() == std::string("run.json: cannot be written: No space left on device"));
  BOOST_TEST((error.fault == Fault::io));
}

BOOST_AUTO_TEST_SUITE_END()
