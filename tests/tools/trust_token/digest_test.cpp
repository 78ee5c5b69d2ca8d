#include "tools/trust_token/digest.hpp"

#include "support/for_all.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace {

using namespace pawl::tools::trust_token;
namespace data = boost::unit_test::data;

std::string repeated(const std::string& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

struct Hashed {
  std::string what, message, digest;
};
std::ostream& operator<<(std::ostream& out, const Hashed& c) {
  return out << c.what;
}

// FIPS 180-4 and NIST's "SHA256" examples.
const std::vector<Hashed> fips_180_4 = {
    {"nothing", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"one block", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"a million letters", std::string(1'000'000, 'a'),
     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
};

struct Authenticated {
  std::string what, key, message, digest;
};
std::ostream& operator<<(std::ostream& out, const Authenticated& c) {
  return out << c.what;
}

// RFC 4231, section 4, less case 5 (truncated). A key shorter than a block counts as padded with
// zeros (RFC 2104, section 2), which makes the short ones long enough for a Secret.
const std::vector<Authenticated> rfc_4231 = {
    {"case 1", repeated("\x0b", 20), "Hi There",
     "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
    {"case 2", "Jefe", "what do ya want for nothing?",
     "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
    {"case 3", repeated("\xaa", 20), repeated("\xdd", 50),
     "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
    {"case 4",
     "\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17"
     "\x18\x19",
     repeated("\xcd", 50), "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
    {"case 6", repeated("\xaa", 131), "Test Using Larger Than Block-Size Key - Hash Key First",
     "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
    {"case 7", repeated("\xaa", 131),
     "This is a test using a larger than block-size key and a larger than block-size data. The key "
     "needs to be hashed before being used by the HMAC algorithm.",
     "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2"},
};

Secret padded_to_a_block(std::string key) {
  key.resize(std::max<std::size_t>(key.size(), 64));
  return *Secret::from(std::move(key));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(digest)

BOOST_DATA_TEST_CASE(sha256_is_that_of_fips_180_4, data::make(fips_180_4), c) {
  BOOST_TEST(hex(sha256(c.message)) == c.digest);
}

BOOST_DATA_TEST_CASE(hmac_is_that_of_rfc_4231, data::make(rfc_4231), c) {
  const Hmac hmac(padded_to_a_block(c.key));
  BOOST_TEST(hex(hmac(c.message)) == c.digest);
  BOOST_TEST(hex(hmac(c.message)) == c.digest);  // the key is scheduled once, used again
}

BOOST_AUTO_TEST_CASE(hexadecimal_is_read_back) {
  pawl::tests::for_all([](pawl::tests::Gen& gen) {
    Digest digest{};
    for (auto& byte : digest) byte = static_cast<unsigned char>(gen.size(0, 255));
    BOOST_TEST((digest_from_hex(hex(digest)) == digest));
  });
}

BOOST_AUTO_TEST_CASE(only_64_lower_case_digits_are_a_digest) {
  const std::string good(64, 'a');
  BOOST_TEST(digest_from_hex(good).has_value());
  for (const std::string& bad : {std::string(63, 'a'), std::string(65, 'a'), std::string(64, 'A'),
                                 std::string(64, 'g'), std::string(64, ' '), std::string()})
    BOOST_TEST(!digest_from_hex(bad));
}

BOOST_AUTO_TEST_CASE(digests_that_differ_anywhere_are_not_equal) {
  const Digest digest = sha256("abc");
  BOOST_TEST(equal_in_constant_time(digest, sha256("abc")));
  for (std::size_t i = 0; i < digest.size(); ++i) {
    Digest other = digest;
    other[i] ^= 1;
    BOOST_TEST(!equal_in_constant_time(digest, other));
  }
}

BOOST_AUTO_TEST_SUITE_END()
