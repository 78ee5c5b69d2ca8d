#include "suppression.hpp"

#include "baselines/date.hpp"
#include "baselines/error.hpp"
#include "baselines/run/series_json.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>

namespace pawl::baselines {
namespace {

constexpr std::size_t newest_version = 1;
constexpr std::size_t most_suppressions = 10'000;

/// What is signed begins with it, so that no other text's signature passes for suppressions'.
constexpr std::string_view signed_as = "pawl-suppressions, signed\n";

auto name_of(const Suppression& one) {
  return std::tie(one.benchmark, one.metric, one.testbed);
}

std::string words(JsonFields& fields, std::string_view key) {
  const JsonNode node = fields.require(key, "a suppression has an owner, a reason and an end");
  const std::string text = node.string();
  if (text.empty()) node.fail("words");
  return text;
}

void expect_date(JsonFields& fields, std::string_view key) {
  if (const auto node = fields.find(key); node && !is_date(node->string()))
    node->fail("a date such as \"2026-12-31\"");
}

Suppression parse_one(const JsonNode& node) {
  JsonFields fields(node);
  Suppression one;
  one.benchmark = words(fields, "benchmark");
  one.metric = fields.string("metric");
  one.testbed = fields.string("testbed");
  one.owner = words(fields, "owner");
  one.reason = words(fields, "reason");
  one.since = fields.string("since");
  one.expires = words(fields, "expires");
  expect_date(fields, "since");
  expect_date(fields, "expires");
  if (const auto most = fields.find("at_most")) {
    one.at_most = most->number();
    if (*one.at_most <= 0 || *one.at_most > 10)
      most->fail("a part of one above 0 and up to 10, as 0.2 for 20 %");
  }
  one.unknown = fields.unknown();
  return one;
}

std::string line_of(const Suppression& one) {
  std::string out;
  JsonObject object(out);
  object.text("benchmark", one.benchmark);
  if (!one.metric.empty()) object.text("metric", one.metric);
  if (!one.testbed.empty()) object.text("testbed", one.testbed);
  object.text("owner", one.owner).text("reason", one.reason);
  if (!one.since.empty()) object.text("since", one.since);
  object.text("expires", one.expires);
  if (one.at_most) object.number("at_most", one.at_most);
  object.end(one.unknown);
  return out;
}

}  // namespace

std::string described(const Suppression& suppression) {
  std::string text = suppression.benchmark;
  if (!suppression.metric.empty()) text += " " + suppression.metric;
  if (!suppression.testbed.empty()) text += " on " + suppression.testbed;
  return text;
}

bool is_expired(const Suppression& suppression, std::string_view today) {
  const auto last = day(suppression.expires);
  const auto now = day(today);
  return !last || !now || *now > *last;
}

Suppressions parse_suppressions(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  const JsonNode root = document.root();
  JsonFields fields(root);
  expect_format(fields, "pawl-suppressions", newest_version);
  Suppressions read{parse_list(fields, "suppressions", most_suppressions, parse_one),
                    parse_signature(fields)};
  std::ranges::sort(read.all, {}, name_of);
  const auto twice = std::ranges::adjacent_find(read.all, {}, name_of);
  if (twice != read.all.end())
    throw Error(Fault::input, fields.require("suppressions").place() +
                                  ": expected each once, found " + described(*twice) +
                                  " twice; was a merge half done?");
  return read;
}

std::string suppressions_json(const Suppressions& suppressions) {
  std::vector<Suppression> all = suppressions.all;
  std::ranges::sort(all, {}, name_of);
  std::string out = "{\"format\":\"pawl-suppressions\",\"version\":1,\"suppressions\":[";
  for (std::size_t i = 0; i < all.size(); ++i) out += (i == 0 ? "\n" : ",\n") + line_of(all[i]);
  out += "\n]";
  append_signature(out, suppressions.signature);
  return out + "}\n";
}

bool are_alike(const Suppression& one, const Suppression& other) {
  return name_of(one) == name_of(other);
}

Suppressions with(Suppressions suppressions, const Suppression& added) {
  suppressions.signature.reset();
  std::erase_if(suppressions.all, [&](const auto& one) { return are_alike(one, added); });
  suppressions.all.push_back(added);
  return suppressions;
}

Suppressions without(Suppressions suppressions,
                     const std::function<bool(const Suppression&)>& leaves) {
  if (std::erase_if(suppressions.all, leaves) > 0) suppressions.signature.reset();
  return suppressions;
}

std::string signed_text(const Suppressions& suppressions) {
  return std::string(signed_as) + suppressions_json({suppressions.all});
}

std::string signature_problem(const Suppressions& suppressions,
                              const std::vector<std::string>& signers) {
  if (suppressions.all.empty()) return {};
  return signature_problem(suppressions.signature, signed_text(suppressions), signers);
}

std::vector<std::string> verify(const Suppressions& suppressions, std::string_view name,
                                const SuppressionExpectations& expected) {
  std::vector<std::string> problems;
  const auto say = [&](const std::string& sentence) {
    problems.push_back(std::string(name) + ": " + sentence);
  };
  const std::vector<std::string>& known = expected.benchmarks;
  for (const Suppression& one : suppressions.all) {
    if (is_expired(one, expected.today))
      say(described(one) + ": accepted by " + one.owner + " until " + one.expires +
          ", which is over; mend it and withdraw this (pawl baseline accept --withdraw), or accept "
          "it anew");
    if (std::find(known.begin(), known.end(), one.benchmark) == known.end())
      say(described(one) +
          ": no baseline has that benchmark; was it renamed? (pawl baseline accept "
          "--withdraw takes this back)");
  }
  if (!expected.signers) return problems;
  const std::string problem = signature_problem(suppressions, *expected.signers);
  if (!problem.empty()) say(problem);
  return problems;
}

SuppressionMerge merge(const Suppressions& ancestor, const Suppressions& ours,
                       const Suppressions& theirs) {
  using Name = std::tuple<std::string, std::string, std::string>;
  std::map<Name, std::array<const Suppression*, 3>> all;
  const std::vector<Suppression>* const sides[] = {&ancestor.all, &ours.all, &theirs.all};
  for (std::size_t side = 0; side < 3; ++side)
    for (const Suppression& one : *sides[side]) all[Name(name_of(one))][side] = &one;
  const auto same = [](const Suppression* a, const Suppression* b) {
    return a == b || (a != nullptr && b != nullptr && *a == *b);
  };
  SuppressionMerge result;
  for (const auto& [name, states] : all) {
    const auto& [old, mine, its] = states;
    const Suppression* chosen = same(mine, old) ? its : mine;
    if (!same(mine, old) && !same(its, old) && !same(mine, its))
      result.conflicts.push_back(described(mine != nullptr ? *mine : *its) +
                                 ": both sides changed its suppression");
    else if (chosen != nullptr)
      result.merged.all.push_back(*chosen);
  }
  return result;
}

}  // namespace pawl::baselines
