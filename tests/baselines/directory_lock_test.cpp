#include "baselines/directory_lock.hpp"

#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>

#include <atomic>
#include <optional>
#include <thread>

using pawl::baselines::DirectoryLock;
using pawl::tests::TemporaryDirectory;

BOOST_AUTO_TEST_SUITE(directory_lock)

BOOST_AUTO_TEST_CASE(of_two_that_do_not_wait_one_has_it) {
  const TemporaryDirectory directory;
  auto first = DirectoryLock::if_free(directory / "new/one");
  BOOST_TEST((first != nullptr));
  BOOST_TEST((DirectoryLock::if_free(directory / "new/one") == nullptr));
  BOOST_TEST((DirectoryLock::if_free(directory / "new/other") != nullptr));
  first.reset();
  const DirectoryLock next(directory / "new/one");
  BOOST_TEST((DirectoryLock::if_free(directory / "new/one") == nullptr));
}

BOOST_AUTO_TEST_CASE(who_waits_has_it_once_it_is_free) {
  const TemporaryDirectory directory;
  std::optional<DirectoryLock> first(directory.path());
  std::atomic<bool> is_begun = false, is_free = false, was_free = false;
  std::thread second([&] {
    is_begun = true;
    const DirectoryLock lock(directory.path());
    was_free = is_free.load();
  });
  while (!is_begun) std::this_thread::yield();
  for (int i = 0; i < 1000; ++i) std::this_thread::yield();
  is_free = true;
  first.reset();
  second.join();
  BOOST_TEST(was_free.load());
}

BOOST_AUTO_TEST_SUITE_END()
