#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/merge_baselines.hpp"
#include "baselines/baseline/suppression.hpp"
#include "baselines/config/config.hpp"
#include "baselines/date.hpp"
#include "baselines/gzip.hpp"
#include "baselines/history/samples_blob.hpp"
#include "baselines/importers/formats.hpp"
#include "baselines/importers/import.hpp"
#include "baselines/instant.hpp"
#include "baselines/keys/base64.hpp"
#include "baselines/run/csv.hpp"
#include "baselines/run/merge.hpp"
#include "baselines/run/run_json.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "baselines/text/regex.hpp"
#include "baselines/unit.hpp"
#include "fuzz.hpp"

#include <array>
#include <cmath>
#include <vector>

namespace pawl::fuzz {

namespace {

using namespace baselines;

constexpr std::string_view file = "the file";

std::string rewritten_run(std::string_view text) {
  return run_json(parse_run(text, file));
}

/// As recognised by its contents, and as a format that the size chooses.
void importer(std::string_view text) {
  const Importer& chosen = importers()[text.size() % importers().size()];
  is_read([&] { demand_kept(run_json(parse_any_run(text, file)), rewritten_run); });
  is_read([&] { demand_kept(run_json(chosen.parse(text, file)), rewritten_run); });
  is_read([&] { criterion_name(text, file); });
}

std::string rewritten_suppressions(std::string_view text) {
  return suppressions_json(parse_suppressions(text, file));
}

std::string rewritten_baseline(std::string_view text) {
  return baseline_json(parse_baseline(text, file));
}

/// Pawl's own files of this layer.
void reader(std::string_view text) {
  is_read([&] { demand_kept(rewritten_run(text), rewritten_run); });
  is_read([&] { demand_kept(rewritten_suppressions(text), rewritten_suppressions); });
  is_read([&] { demand_kept(rewritten_baseline(text), rewritten_baseline); });
  is_read([&] {
    const Baseline baseline = parse_baseline(text, file);
    const Baseline grown = updated(baseline, to_run(baseline), "again");
    demand(grown.series.size() == baseline.series.size(), "a run's series are those it came from");
    verify(text, file, {.suite = {}, .testbed = {}, .now = "2026-11-29T00:00:00Z"});
  });
}

/// Three files of the same kind, parted by lines "====".
void merger(std::string_view text) {
  std::array<std::string_view, 3> sides;
  for (std::string_view& side : sides) side = next_part(text);
  is_read([&] {
    std::array<Baseline, 3> of;
    for (std::size_t i = 0; i < 3; ++i)
      if (!sides[i].empty()) of[i] = parse_baseline(sides[i], file);
    const BaselineMerge one = merge(of[0], of[1], of[2]), other = merge(of[0], of[2], of[1]);
    demand(one.conflicts.empty() == other.conflicts.empty(), "sides may be swapped");
    if (one.conflicts.empty()) parse_baseline(baseline_json(one.merged), file);
  });
  is_read([&] {
    std::array<Suppressions, 3> of;
    for (std::size_t i = 0; i < 3; ++i)
      if (!sides[i].empty()) of[i] = parse_suppressions(sides[i], file);
    const SuppressionMerge one = merge(of[0], of[1], of[2]);
    if (one.conflicts.empty()) parse_suppressions(suppressions_json(one.merged), file);
  });
}

void config(std::string_view text) {
  is_read([&] {
    const Config config = parse_config(text, "pawl.toml");
    for (const Budget& budget : config.budgets) {
      demand(!budget.limits.empty(), "a budget has a limit");
      Regex(budget.benchmark).matches("token/small");
    }
  });
}

void csv(std::string_view text) {
  is_read([&] { demand_kept(run_json(parse_csv(text, file)), rewritten_run); });
  is_read([&] {
    for (const History& history : parse_csv_histories(text, file)) {
      demand(!history.points.empty(), "a history has points");
      for (const double value : medians(history)) demand(std::isfinite(value), "values are finite");
      demand(bests(history).size() == history.points.size(), "a best for each point");
    }
  });
}

void gzip(std::string_view bytes) {
  if (!is_gzip(bytes)) return;
  constexpr std::size_t largest = 1 << 20;
  is_read([&] { demand(gunzipped(bytes, file, largest).size() <= largest, "within its limit"); });
}

/// Small things that people write: units, times, patterns, keys.
void word(std::string_view text) {
  if (const auto seconds = instant(text))
    demand(instant(instant_text(*seconds)) == seconds, "an instant is read as it was written",
           instant_text(*seconds));
  if (const auto date = day(text)) demand(day(date_text(*date)) == date, "so is a day");
  if (const auto value = plain_number(text)) {
    demand(std::isfinite(*value), "numbers are finite");
    demand(plain_number(shortest(*value)) == value, "a number is read as it was written");
  }
  if (const auto value = quantity(text)) demand(std::isfinite(value->value), "so are quantities");
  if (const auto share = part(text)) demand(*share >= 0 && *share <= 10, "a part is within 0 … 10");
  if (const auto known = unit(text)) demand(known->factor > 0, "a unit is of some size");
  if (const auto bytes = base64_decoded(text))
    demand(base64(*bytes) == text, "base64 is decoded only where it is what we write");
  percent_hint(text);
  in_utc(std::string(text));
  constexpr std::array<std::string_view, 3> words = {"google-benchmark", "jmh", "wrk"};
  did_you_mean(text.substr(0, 200), words);
  is_read([&] {
    const Sessions sessions = unpack_samples(text);
    demand(unpack_samples(pack_samples(sessions)) == sessions, "samples are packed without loss");
  });
}

constexpr std::array<Target, 7> all = {{{"importer", importer},
                                        {"reader", reader},
                                        {"merger", merger},
                                        {"config", config},
                                        {"csv", csv},
                                        {"gzip", gzip},
                                        {"word", word}}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace pawl::fuzz
