#include "tools/trust_token/token_json.hpp"

#include "signer.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <variant>

namespace {

using namespace pawl::tools::trust_token;
using namespace std::chrono_literals;
using pawl::tests::noon;
using pawl::tests::signer;

Token token() {
  return signer().sign(
      claims_about({"clean", "dirty"}, {"remove-script", "größer \"x\""}, noon, 1h));
}

Validity validity(const std::string& json) {
  return validate(signer(), parse_token("token.json", json), noon).validity;
}

std::string reason(const std::string& json) {
  const ParsedToken parsed = parse_token("token.json", json);
  const auto* const malformed = std::get_if<Malformed>(&parsed);
  BOOST_REQUIRE_MESSAGE(malformed != nullptr, json);
  return malformed->reason;
}

std::string replaced(std::string text, const std::string& part, const std::string& by) {
  const std::size_t at = text.find(part);
  BOOST_REQUIRE_MESSAGE(at != std::string::npos, part);
  return text.replace(at, part.size(), by);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(token_json_)

BOOST_AUTO_TEST_CASE(json_is_read_back) {
  const ParsedToken parsed = parse_token("token.json", token_json(token()));
  BOOST_REQUIRE(std::holds_alternative<Token>(parsed));
  BOOST_TEST((std::get<Token>(parsed) == token()));
}

BOOST_AUTO_TEST_CASE(white_space_and_order_of_fields_do_not_matter) {
  std::string json = token_json(token());
  json = replaced(json, "\"version\":1,", "");
  json.insert(json.size() - 1, " ,\n\t\"version\" : 1 ");
  BOOST_TEST((validity(json) == Validity::valid));
}

BOOST_AUTO_TEST_CASE(no_bit_flipped_in_the_text_leaves_it_valid) {
  const std::string json = token_json(token());
  BOOST_TEST((validity(json) == Validity::valid));
  for (std::size_t i = 0; i < json.size(); ++i)
    for (int bit = 0; bit < 8; ++bit) {
      std::string changed = json;
      changed[i] = static_cast<char>(changed[i] ^ (1 << bit));
      const Validity now = validity(changed);
      BOOST_TEST((now == Validity::tampered || now == Validity::malformed), changed);
    }
}

BOOST_AUTO_TEST_CASE(no_part_of_a_token_is_one) {
  const std::string json = token_json(token());
  for (std::size_t size = 0; size < json.size(); ++size)
    BOOST_TEST((validity(json.substr(0, size)) == Validity::malformed));
}

BOOST_AUTO_TEST_CASE(what_is_no_token_is_malformed_and_says_where) {
  const std::string json = token_json(token());
  const std::vector<std::pair<std::string, std::string>> bad = {
      {"[]", "expected an object"},
      {"null", "expected an object"},
      {replaced(json, "\"version\":1", "\"version\":2"), "/version: expected 1, found 2"},
      {replaced(json, "\"version\":1", "\"version\":\"1\""), "/version: expected a whole number"},
      {replaced(json, "\"version\":1", "\"version\":1.0"), "/version: expected a whole number"},
      {replaced(json, "\"version\":1,", ""), "expected the field \"version\""},
      {replaced(json, "\"version\":1,", "\"version\":1,\"version\":1,"), "\"version\" again"},
      {replaced(json, "\"version\":1,", "\"version\":1,\"admin\":true,"), "\"admin\""},
      {replaced(json, "\"issued_at\":1800000000", "\"issued_at\":-1"), "/issued_at: expected"},
      {replaced(json, "\"expires_at\":1800003600", "\"expires_at\":1800000000"),
       "/expires_at: expected a time after"},
      {replaced(json, "\"expires_at\":1800003600", "\"expires_at\":253402300800"),
       "/expires_at: expected seconds before"},
      {replaced(json, "\"remove-script\"", "7"), "/rules_applied/0: expected a string, found 7"},
      {replaced(json, "\"remove-script\"", "\"\""), "/rules_applied: rule 1 is empty"},
      {replaced(json, "\"sanitized_hash\":\"", "\"sanitized_hash\":\"0"), "hexadecimal"},
  };
  for (const auto& [text, part] : bad) {
    const std::string sentence = reason(text);
    BOOST_TEST(sentence.starts_with("token.json:1:"));
    BOOST_TEST(sentence.find(part) != std::string::npos, sentence);
    BOOST_TEST(sentence.find('\n') == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(random_bytes_are_malformed_and_do_no_harm) {
  pawl::tests::for_all([](pawl::tests::Gen& gen) {
    std::string text;
    constexpr std::string_view structure = "{}[],:\"1e";
    for (std::size_t n = gen.size(0, 60); n > 0; --n)
      text += gen.coin() ? static_cast<char>(gen.size(0, 255))
                         : structure[gen.size(0, structure.size() - 1)];
    BOOST_TEST((validity(text) == Validity::malformed));
  });
}

BOOST_AUTO_TEST_SUITE_END()
