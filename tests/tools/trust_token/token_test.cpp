#include "tools/trust_token/token.hpp"

#include "signer.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <thread>

namespace {

using namespace pawl::tools::trust_token;
using namespace std::chrono_literals;
using pawl::tests::noon;
using pawl::tests::signer;

Token token_for(std::string_view content, std::vector<std::string> rules = {"a", "b"}) {
  return signer().sign(claims_about({content}, std::move(rules), noon, 1h));
}

/// All texts up to `longest` bytes of the letters that structure the canonical form.
std::vector<std::string> all_texts(std::size_t longest) {
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (const char letter : {'1', ':', ','})
      if (texts[i].size() < longest) texts.push_back(texts[i] + letter);
  return texts;
}

/// All lists of up to `most` of `texts`.
std::vector<std::vector<std::string>> all_lists(const std::vector<std::string>& texts,
                                                std::size_t most) {
  std::vector<std::vector<std::string>> lists = {{}};
  for (std::size_t i = 0; i < lists.size(); ++i)
    for (const std::string& text : texts)
      if (lists[i].size() < most) {
        lists.push_back(lists[i]);
        lists.back().push_back(text);
      }
  return lists;
}

Validity validity(const Token& token, Time now = noon) {
  return signer().validate(token, now).validity;
}

using Change = std::function<void(Token&, unsigned bit)>;

void flip(Time& time, unsigned bit) {
  time = Time{std::chrono::seconds{time.time_since_epoch().count() ^ (1LL << bit % 40)}};
}
void flip(Digest& digest, unsigned bit) {
  digest[bit / 8 % digest.size()] ^= static_cast<unsigned char>(1u << bit % 8);
}

const std::map<std::string, Change> changes = {
    {"version", [](Token& t, unsigned bit) { t.claims.version ^= 1LL << bit % 63; }},
    {"sanitized_hash", [](Token& t, unsigned bit) { flip(t.claims.sanitized_hash, bit); }},
    {"original_hash", [](Token& t, unsigned bit) { flip(t.claims.original_hash, bit); }},
    {"a rule",
     [](Token& t, unsigned bit) {
       std::string& rule = t.claims.rules[bit % 2];
       rule[0] = static_cast<char>(rule[0] ^ (1 << bit % 8));
     }},
    {"a rule gone", [](Token& t, unsigned) { t.claims.rules.pop_back(); }},
    {"a rule more", [](Token& t, unsigned) { t.claims.rules.emplace_back(); }},
    {"rules swapped", [](Token& t, unsigned) { std::swap(t.claims.rules[0], t.claims.rules[1]); }},
    {"rules joined",
     [](Token& t, unsigned) { t.claims.rules = {t.claims.rules[0] + t.claims.rules[1]}; }},
    {"issued_at", [](Token& t, unsigned bit) { flip(t.claims.issued_at, bit); }},
    {"expires_at", [](Token& t, unsigned bit) { flip(t.claims.expires_at, bit); }},
    {"signature", [](Token& t, unsigned bit) { flip(t.signature, bit); }},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(token)

BOOST_AUTO_TEST_CASE(what_is_issued_is_valid) {
  for (const std::string& content : {std::string(), std::string("a"), std::string(1 << 20, '\0')}) {
    const Token token = token_for(content);
    BOOST_TEST((signer().validate(token, noon, content).validity == Validity::valid));
    BOOST_TEST((token.claims.original_hash == token.claims.sanitized_hash));
  }
}

BOOST_AUTO_TEST_CASE(any_bit_flipped_in_any_field_is_tampered) {
  for (const auto& [field, change] : changes)
    for (unsigned bit = 0; bit < 256; ++bit) {
      Token token = token_for("content");
      change(token, bit);
      BOOST_TEST((validity(token) == Validity::tampered), field << ", bit " << bit);
    }
}

BOOST_AUTO_TEST_CASE(another_secrets_signature_is_tampered) {
  const Signer other(*Secret::from(std::string(40, 'K')));
  BOOST_TEST((other.validate(token_for("content"), noon).validity == Validity::tampered));
}

BOOST_AUTO_TEST_CASE(other_content_is_tampered) {
  const Token token = token_for("content");
  for (const std::string_view other : {"", "Content", "content "})
    BOOST_TEST((signer().validate(token, noon, other).validity == Validity::tampered));
}

BOOST_AUTO_TEST_CASE(the_canonical_form_is_injective) {
  std::set<std::string> seen;
  std::size_t all = 0;
  for (const auto& rules : all_lists(all_texts(2), 3))
    for (const std::int64_t version : {1, 11})
      for (const std::chrono::seconds issue : {1s, 11s}) {
        seen.insert(canonical_form({.version = version,
                                    .rules = rules,
                                    .issued_at = Time{issue},
                                    .expires_at = Time{1s}}));
        ++all;
      }
  BOOST_TEST(all == 4u * (1 + 13 + 13 * 13 + 13 * 13 * 13));
  BOOST_TEST(seen.size() == all);
}

BOOST_AUTO_TEST_CASE(the_canonical_form_is_the_documented_one) {
  const Claims claims = claims_about({"clean", "dirty"}, {"a", "größer"}, noon, 1h);
  BOOST_TEST(canonical_form(claims) == "16:pawl-trust-token,1:1,64:" + hex(sha256("clean")) +
                                           ",64:" + hex(sha256("dirty")) +
                                           ",1:2,1:a,8:größer,10:1800000000,10:1800003600,");
}

BOOST_AUTO_TEST_CASE(a_token_counts_from_its_issue_less_the_skew_up_to_its_expiry) {
  const Token token = token_for("content");
  const std::vector<std::pair<Time, Validity>> edges = {
      {noon, Validity::valid},
      {noon + 1h - 1s, Validity::valid},
      {noon + 1h, Validity::expired},
      {latest, Validity::expired},
      {noon - clock_skew, Validity::valid},
      {noon - clock_skew - 1s, Validity::not_yet_valid},
      {earliest, Validity::not_yet_valid},
  };
  for (const auto& [now, expected] : edges)
    BOOST_TEST(name_of(validity(token, now)) == name_of(expected));
}

BOOST_AUTO_TEST_CASE(a_forged_token_is_tampered_even_when_it_would_have_expired) {
  Token token = token_for("content");
  token.claims.expires_at += 1s;
  BOOST_TEST((validity(token, noon + 2h) == Validity::tampered));
  BOOST_TEST(
      (signer().validate(token_for("content"), noon + 2h, "other").validity == Validity::tampered));
}

BOOST_AUTO_TEST_CASE(a_lifetime_ends_with_time_itself) {
  const Claims claims = claims_about({"content"}, {}, latest - 10s, std::chrono::seconds::max());
  BOOST_TEST((claims.expires_at == latest));
}

BOOST_AUTO_TEST_CASE(rules_are_few_short_lines_of_utf8) {
  BOOST_TEST(!fault_in_rules({}));
  BOOST_TEST(!fault_in_rules({"remove-script", "größer", std::string(256, 'x')}));
  BOOST_TEST(!fault_in_rules(std::vector<std::string>(256, "x")));
  const std::vector<std::vector<std::string>> bad = {
      {""}, {"a", "b\n"}, {"\x7f"}, {"\xff"}, {std::string(257, 'x')}, {std::string("a\0b", 3)}};
  for (const auto& rules : bad) BOOST_TEST(fault_in_rules(rules).has_value());
  BOOST_TEST(fault_in_rules(std::vector<std::string>(257, "x")).has_value());
}

BOOST_AUTO_TEST_CASE(threads_share_a_signer) {
  const Token expected = token_for("content");
  std::vector<int> right(8);
  {
    std::vector<std::jthread> threads;
    for (int& count : right)
      threads.emplace_back([&] {
        for (int i = 0; i < 500; ++i)
          count += token_for("content") == expected && validity(expected) == Validity::valid;
      });
  }
  BOOST_TEST(std::ranges::all_of(right, [](int count) { return count == 500; }));
}

BOOST_AUTO_TEST_SUITE_END()
