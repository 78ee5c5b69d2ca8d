#include "tools/trust_token/secret.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "support/temporary_directory.hpp"

#include <boost/test/unit_test.hpp>
#include <sys/prctl.h>

#include <string>
#include <utility>

namespace {

using namespace pawl::tools::trust_token;
using pawl::tools::Environment;

const std::string good = "correct horse battery staple, twice";

std::string sentence_for(const Environment& environment) {
  try {
    secret_from(environment);
  } catch (const pawl::Error& error) {
    BOOST_TEST((error.fault == pawl::Fault::input || error.fault == pawl::Fault::io));
    return error.what();
  }
  BOOST_ERROR("no error");
  return {};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(secret)

BOOST_AUTO_TEST_CASE(a_secret_has_at_least_32_bytes) {
  BOOST_TEST(!Secret::from(std::string(31, 'x')));
  BOOST_TEST(Secret::from(std::string(32, 'x'))->bytes() == std::string(32, 'x'));
}

BOOST_AUTO_TEST_CASE(a_program_that_holds_one_leaves_no_core) {
  ::prctl(PR_SET_DUMPABLE, 1);
  secret_if_set({});
  BOOST_TEST(::prctl(PR_GET_DUMPABLE) == 1);
  secret_if_set({{"TRUST_TOKEN_SECRET", good}});
  BOOST_TEST(::prctl(PR_GET_DUMPABLE) == 0);
}

BOOST_AUTO_TEST_CASE(taking_the_bytes_wipes_them_where_they_were) {
  std::string bytes = good;
  const char* const place = bytes.data();
  const auto secret = Secret::from(std::move(bytes));
  BOOST_TEST(secret->bytes() == good);
  BOOST_TEST(std::string(place, good.size()) == std::string(good.size(), '\0'));
}

BOOST_AUTO_TEST_CASE(a_secret_moves_and_leaves_nothing_behind) {
  Secret first = *Secret::from(std::string(good));
  const Secret second = std::move(first);
  BOOST_TEST(second.bytes() == good);
  BOOST_TEST(first.bytes() == "");
}

BOOST_AUTO_TEST_CASE(random_secrets_differ) {
  BOOST_TEST(Secret::random().bytes() != Secret::random().bytes());
}

BOOST_AUTO_TEST_CASE(the_environment_names_the_secret_or_its_file) {
  const pawl::tests::TemporaryDirectory directory;
  const std::string path = (directory / "secret").string();
  for (const char* const end : {"", "\n", "\r\n"}) {
    pawl::baselines::write_file(directory / "secret", good + end);
    BOOST_TEST(secret_from({{"TRUST_TOKEN_SECRET_FILE", path}}).bytes() == good);
  }
  pawl::baselines::write_file(directory / "secret", good + "\n\n");
  BOOST_TEST(secret_from({{"TRUST_TOKEN_SECRET_FILE", path}}).bytes() == good + "\n");
  BOOST_TEST(secret_from({{"TRUST_TOKEN_SECRET", good}}).bytes() == good);
  BOOST_TEST(!secret_if_set({{"OTHER", good}}));
}

BOOST_AUTO_TEST_CASE(without_a_good_secret_the_refusal_names_the_variable_and_prints_no_secret) {
  const pawl::tests::TemporaryDirectory directory;
  pawl::baselines::write_file(directory / "short", "hunter2");
  const std::vector<Environment> bad = {
      {},
      {{"TRUST_TOKEN_SECRET", ""}},
      {{"TRUST_TOKEN_SECRET", "hunter2"}},
      {{"TRUST_TOKEN_SECRET_FILE", (directory / "short").string()}},
      {{"TRUST_TOKEN_SECRET_FILE", (directory / "absent").string()}},
      {{"TRUST_TOKEN_SECRET", good}, {"TRUST_TOKEN_SECRET_FILE", (directory / "short").string()}},
  };
  for (const Environment& environment : bad) {
    const std::string sentence = sentence_for(environment);
    BOOST_TEST(sentence.starts_with("TRUST_TOKEN_SECRET"));
    BOOST_TEST(sentence.find("hunter2") == std::string::npos);
    BOOST_TEST(sentence.find(good) == std::string::npos);
    BOOST_TEST(sentence.find('\n') == std::string::npos);
  }
}

BOOST_AUTO_TEST_SUITE_END()
