#include "ci/github/app.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "baselines/keys/base64.hpp"
#include "ci/github/account.hpp"
#include "ci/http/signature.hpp"
#include "support/on_github.hpp"
#include "support/temporary_directory.hpp"

#include <boost/json.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>

using namespace pawl::ci;
using namespace pawl::tests;

namespace {

namespace json = boost::json;

/// An RSA key made for this run.
std::string new_key() {
  EVP_PKEY* key = EVP_RSA_gen(2048U);
  BIO* out = BIO_new(BIO_s_mem());
  PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
  char* data = nullptr;
  const long size = BIO_get_mem_data(out, &data);
  std::string pem(data, static_cast<std::size_t>(size));
  BIO_free(out);
  EVP_PKEY_free(key);
  return pem;
}

const std::string& key() {
  static const std::string pem = new_key();
  return pem;
}

json::value part(const std::string& text) {
  std::string plain = text;
  std::replace(plain.begin(), plain.end(), '-', '+');
  std::replace(plain.begin(), plain.end(), '_', '/');
  plain.resize((plain.size() + 3) / 4 * 4, '=');
  return json::parse(pawl::baselines::base64_decoded(plain).value());
}

Environment environment_with(const std::string& pem) {
  return {{"GITHUB_API_URL", github_api},
          {"GITHUB_REPOSITORY", "o/r"},
          {"GITHUB_TOKEN", "other"},
          {"PAWL_APP_ID", "4711"},
          {"PAWL_APP_KEY", pem}};
}

const std::string ask = github_repository + "/installation";
const std::string make = github_api + "/app/installations/9/access_tokens";

}  // namespace

BOOST_AUTO_TEST_SUITE(github_app_)

BOOST_AUTO_TEST_CASE(a_jwt_is_issued_a_minute_ago_and_lasts_no_ten) {
  const std::string jwt = app_jwt("4711", key(), FakeClock::start);
  const std::size_t first = jwt.find('.'), second = jwt.rfind('.');
  BOOST_TEST(part(jwt.substr(0, first)).at("alg").as_string() == "RS256");
  const json::value claims = part(jwt.substr(first + 1, second - first - 1));
  BOOST_TEST(claims.at("iat").as_int64() == 1'795'472'000 - 60);
  BOOST_TEST(claims.at("exp").as_int64() == 1'795'472'000 + 540);
  BOOST_TEST(claims.at("iss").as_string() == "4711");
  BOOST_TEST(jwt.substr(second + 1) == base64url(rs256(key(), jwt.substr(0, second))));
}

BOOST_AUTO_TEST_CASE(the_installations_token_is_for_the_repository_alone) {
  FakeClock time;
  FakeHttp http({{"GET", ask, answer(200, R"({"id":9,"app_slug":"perf"})")},
                 {"POST", make, answer(201, R"({"token":"ghs_new"})")}});
  const Environment got = as_app(environment_with(key()), {http, time.clock});
  BOOST_TEST(got.at("GITHUB_TOKEN") == "ghs_new");
  BOOST_TEST(github_account(got, {}, "", "").login == "perf[bot]");
  BOOST_TEST(http.sent[1].body == R"({"repositories":["r"]})");
  BOOST_TEST(header(http.sent[1].headers, "Authorization").starts_with("Bearer eyJ"));
}

BOOST_AUTO_TEST_CASE(a_token_in_a_file_is_not_the_apps) {
  const TemporaryDirectory directory;
  pawl::baselines::write_file(directory / "token", "ghs_other");
  Environment environment = environment_with(key());
  environment["GITHUB_TOKEN_FILE"] = (directory / "token").string();
  FakeClock time;
  FakeHttp http({{"GET", ask, answer(200, R"({"id":9,"app_slug":"perf"})")},
                 {"POST", make, answer(201, R"({"token":"ghs_new"})")}});
  BOOST_TEST(github_account(as_app(environment, {http, time.clock}), {}, "", "").token == "ghs_new");
}

BOOST_AUTO_TEST_CASE(a_key_may_be_in_a_file) {
  const TemporaryDirectory directory;
  pawl::baselines::write_file(directory / "key.pem", key());
  Environment environment = environment_with("");
  environment["PAWL_APP_KEY_FILE"] = (directory / "key.pem").string();
  FakeClock time;
  FakeHttp http({{"GET", ask, answer(200, R"({"id":9})")},
                 {"POST", make, answer(201, R"({"token":"ghs_new"})")}});
  as_app(environment, {http, time.clock});
}

BOOST_AUTO_TEST_CASE(without_an_app_nothing_is_asked) {
  FakeClock time;
  FakeHttp http({});
  BOOST_TEST(as_app({{"GITHUB_TOKEN", "t"}}, {http, time.clock}).at("GITHUB_TOKEN") == "t");
}

BOOST_AUTO_TEST_CASE(neither_key_nor_token_is_in_an_error) {
  const std::vector<std::pair<std::string, std::vector<Exchange>>> cases = {
      {"-----BEGIN PRIVATE KEY-----\nplanted0secret", {}},
      {key(), {{"GET", ask, answer(401, R"({"message":"bad"})")}}},
      {key(), {{"GET", ask, answer(404, "{}")}}},
      {key(), {{"GET", ask, answer(200, "[]")}}}};
  for (const auto& [pem, script] : cases) {
    FakeClock time;
    FakeHttp http(script);
    try {
      as_app(environment_with(pem), {http, time.clock});
      BOOST_ERROR("accepted");
    } catch (const pawl::Error& error) {
      const std::string said = error.what();
      BOOST_TEST(said.starts_with("PAWL_APP_"), said);
      BOOST_TEST(said.find("planted0secret") == std::string::npos, said);
      BOOST_TEST(said.find("eyJ") == std::string::npos, said);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
