#include "baselines/keys/base64.hpp"

#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>

using namespace pawl::baselines;
using pawl::tests::for_all;
using pawl::tests::Gen;

BOOST_AUTO_TEST_SUITE(base64_)

// RFC 4648, 10.
BOOST_AUTO_TEST_CASE(it_is_that_of_the_rfc_and_comes_back) {
  const std::pair<std::string, std::string> cases[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [bytes, text] : cases) {
    BOOST_TEST(base64(bytes) == text);
    BOOST_TEST(base64_decoded(text).value() == bytes);
  }
}

BOOST_AUTO_TEST_CASE(any_bytes_come_back) {
  for_all([](Gen& gen) {
    std::string bytes(gen.size(0, 50), '\0');
    for (char& byte : bytes) byte = static_cast<char>(gen.size(0, 255));
    BOOST_TEST(base64_decoded(base64(bytes)).value() == bytes);
  });
}

BOOST_AUTO_TEST_CASE(what_is_written_otherwise_is_refused) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm9v\n", " Zm9v", "Zm9v=", "Z",
                           "=", "====", "Zm9_", "Zg==Zg==", "Zm\xc3\xa9v"})
    BOOST_TEST(!base64_decoded(text).has_value(), text);
}

BOOST_AUTO_TEST_SUITE_END()
