#include "baselines/keys/ed25519.hpp"

#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/suppression.hpp"
#include "baselines/error.hpp"
#include "baselines/keys/base64.hpp"
#include "support/for_all.hpp"

#include <boost/test/unit_test.hpp>

#include <string>

using namespace pawl::baselines;
using pawl::Error;
using pawl::Fault;
using pawl::tests::for_all;
using pawl::tests::Gen;

namespace {

// RFC 8032, 7.1, test 1.
const std::string private_pem =
    "-----BEGIN PRIVATE KEY-----\n"
    "MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n"
    "-----END PRIVATE KEY-----\n";
const std::string public_text = "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
const std::string of_nothing =
    "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==";

Baseline signed_baseline() {
  Run run;
  run.commit = "c1";
  run.time = "2026-11-25T12:00:00Z";
  run.suite = "default";
  run.testbed = "lab";
  run.series.push_back(
      {"parse", "wall_time", "s", pawl::stats::Better::lower, {{{0.125}, {0.25}}}, {}});
  Baseline baseline = parse_baseline(baseline_json(updated({}, run, "why")), "f");
  baseline.signature = signature_by(private_pem, signed_text(baseline));
  return baseline;
}

Suppressions signed_suppressions() {
  Suppressions all{{{.benchmark = "parse",
                     .metric = {},
                     .testbed = "lab",
                     .owner = "ada",
                     .reason = "why",
                     .since = {},
                     .expires = "2026-12-31",
                     .at_most = 0.25}}};
  all.signature = signature_by(private_pem, signed_text(all));
  return all;
}

std::vector<std::string> problems(const std::string& text,
                                  const std::vector<std::string>& signers = {public_text}) {
  return verify(text, "f", {.suite = {}, .testbed = {}, .now = {}, .signers = signers});
}

}  // namespace

BOOST_AUTO_TEST_SUITE(ed25519)

BOOST_AUTO_TEST_CASE(it_signs_as_the_standard_says) {
  BOOST_TEST(public_key_of(private_pem) == public_text);
  BOOST_TEST(ed25519_signature(private_pem, "") == of_nothing);
  BOOST_TEST(is_signed(public_text, of_nothing, ""));
  BOOST_TEST(!is_signed(public_text, of_nothing, "x"));
}

BOOST_AUTO_TEST_CASE(what_is_no_key_or_signature_signs_nothing) {
  BOOST_TEST(is_public_key(public_text));
  std::string other = public_text;
  other[20] = other[20] == 'A' ? 'B' : 'A';
  BOOST_TEST(!is_signed(other, of_nothing, ""));
  for (const std::string& text :
       {std::string(), std::string("MCow"), public_text + "\n", public_text.substr(1) + "=",
        std::string(60, 'A'), std::string(60, '='), std::string(60, '\0')}) {
    BOOST_TEST(!is_public_key(text));
    BOOST_TEST(!is_signed(text, of_nothing, ""));
    BOOST_TEST(!is_signed(public_text, text, ""));
  }
  const std::string longer = base64(base64_decoded(public_text).value() + "x");
  BOOST_TEST(!is_public_key(longer));  // what follows the key is no part of it
  // Of the same size, and only to agree on secrets with (X25519).
  BOOST_TEST(!is_public_key("MCowBQYDK2VuAyEAYZp2YJbv+7kzHWOjqGu8OHymaqmep66eE40k47ykckY="));
  for (const std::string& pem : {std::string(), std::string("planted0secret"), of_nothing})
    BOOST_CHECK_EXCEPTION(ed25519_signature(pem, ""), Error, [](const Error& error) {
      return error.fault == Fault::input &&
             std::string(error.what()).find("planted0secret") == std::string::npos;
    });
}

BOOST_AUTO_TEST_CASE(a_signed_baseline_reads_back_and_verifies) {
  const std::string text = baseline_json(signed_baseline());
  BOOST_TEST(problems(text).empty());
  BOOST_TEST(baseline_json(parse_baseline(text, "f")) == text);
  BOOST_TEST(signature_problem(parse_baseline(text, "f"), {public_text}) == "");
  BOOST_TEST(verify(text, "f").empty());  // nobody asks for a signature
}

BOOST_AUTO_TEST_CASE(unsigned_or_signed_by_another_does_not_verify) {
  Baseline baseline = signed_baseline();
  const std::string text = baseline_json(baseline);
  BOOST_REQUIRE(problems(text, {}).size() == 1u);
  BOOST_TEST(problems(text, {}).front() == "f: signed by a key that is not among those trusted");
  const std::string other = "MCowBQYDK2VwAyEAPUAXw+hDiVqStwqnTRt+vJyYLM8uxJaMwM1V8Sr0Zgw=";
  BOOST_REQUIRE(is_public_key(other));
  BOOST_TEST(problems(text, {other}).size() == 1u);
  BOOST_TEST(problems(text, {other, public_text}).empty());
  baseline.signature.reset();
  BOOST_REQUIRE(problems(baseline_json(baseline)).size() == 1u);
  BOOST_TEST(problems(baseline_json(baseline)).front() ==
             "f: expected to be signed, found no signature; pawl baseline sign");
}

// Also by one who makes all checksums anew.
BOOST_AUTO_TEST_CASE(whatever_is_changed_is_noticed) {
  const Baseline original = signed_baseline();
  const auto changes = {+[](Baseline& b) { b.series[0].parts[0].launches[0][0] = 0.126; },
                        +[](Baseline& b) { b.series[0].benchmark = "print"; },
                        +[](Baseline& b) { b.sessions[0].commit = "c2"; },
                        +[](Baseline& b) { b.suite = "other"; },
                        +[](Baseline& b) { b.keep = 6; },
                        +[](Baseline& b) { b.unknown.emplace_back("x", "1"); }};
  for (const auto& change : changes) {
    Baseline tampered = original;
    change(tampered);
    const auto found = problems(baseline_json(tampered));
    BOOST_REQUIRE(found.size() == 1u);
    BOOST_TEST(found.front().starts_with("f: its contents do not match its signature"));
  }
}

// The key may sign other texts, too, such as one that is sent for a signature and reads like it.
BOOST_AUTO_TEST_CASE(what_was_signed_as_something_else_is_no_signed_baseline) {
  Baseline baseline = signed_baseline();
  baseline.signature.reset();
  baseline.signature = signature_by(private_pem, baseline_json(baseline));
  BOOST_TEST(problems(baseline_json(baseline)).size() == 1u);
  Suppressions all = signed_suppressions();
  all.signature.reset();
  all.signature = signature_by(private_pem, suppressions_json(all));
  BOOST_TEST(signature_problem(all, {public_text}) != "");
}

// Signatures of today hold tomorrow: FORMAT.md says what they are of.
BOOST_AUTO_TEST_CASE(what_is_signed_is_what_the_format_says) {
  Baseline baseline = signed_baseline();
  baseline.signature.reset();
  const std::string text = baseline_json(baseline);
  baseline.signature = signature_by(private_pem, "pawl-baseline, signed\n" + text);
  BOOST_TEST(signature_problem(baseline, {public_text}) == "");
}

BOOST_AUTO_TEST_CASE(no_byte_can_be_changed_unnoticed) {
  const std::string text = baseline_json(signed_baseline());
  for_all([&](Gen& gen) {
    std::string tampered = text;
    char& byte = tampered[gen.size(0, text.size() - 1)];
    const char before = byte;
    byte = static_cast<char>(gen.size(32, 126));
    if (byte != before) BOOST_TEST(!problems(tampered).empty());
  });
}

BOOST_AUTO_TEST_CASE(what_changes_a_baseline_drops_its_signature) {
  const Baseline baseline = signed_baseline();
  BOOST_TEST(!pruned(baseline, 3).signature.has_value());
  BOOST_TEST(!updated(baseline, to_run(baseline), "why").signature.has_value());
}

BOOST_AUTO_TEST_CASE(signed_suppressions_read_back_and_verify) {
  const Suppressions all = signed_suppressions();
  const std::string text = suppressions_json(all);
  BOOST_TEST((parse_suppressions(text, "f") == all));
  BOOST_TEST(signature_problem(all, {public_text}) == "");
  BOOST_TEST(signature_problem(all, {}) == "signed by a key that is not among those trusted");
  BOOST_TEST(!with(all, all.all[0]).signature.has_value());
  BOOST_TEST(!merge(all, all, all).merged.signature.has_value());
}

// Layout is no meaning, and may differ.
BOOST_AUTO_TEST_CASE(no_meaning_of_signed_suppressions_can_be_changed_unnoticed) {
  const Suppressions original = signed_suppressions();
  const std::string text = suppressions_json(original);
  for_all([&](Gen& gen) {
    std::string tampered = text;
    tampered[gen.size(0, text.size() - 1)] = static_cast<char>(gen.size(32, 126));
    try {
      const Suppressions read = parse_suppressions(tampered, "f");
      BOOST_TEST((read.all == original.all || signature_problem(read, {public_text}) != ""));
    } catch (const Error&) {  // noticed, too
    }
  });
}

BOOST_AUTO_TEST_CASE(a_baselines_signature_is_none_of_suppressions) {
  Suppressions all = signed_suppressions();
  all.signature = signed_baseline().signature;
  BOOST_TEST(signature_problem(all, {public_text}) != "");
  BOOST_TEST(signature_problem(Suppressions{}, {public_text}) == "");  // nothing is silenced
}

BOOST_AUTO_TEST_SUITE_END()
