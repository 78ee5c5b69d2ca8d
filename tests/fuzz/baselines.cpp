#include "baselines/baseline/baseline_json.hpp"
#include "baselines/baseline/merge_baselines.hpp"
#include "baselines/baseline/suppression.hpp"
#include "baselines/config/config.hpp"
#include "baselines/date.hpp"
#include "baselines/gzip.hpp"
#include "baselines/history/samples_blob.hpp"
#include "baselines/history/store.hpp"
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
#include "bytes.hpp"
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

/// A run as it was read: written, added to a baseline, merged.
void check(const Run& run, std::size_t keep) {
  demand(run_id(parse_run(run_json(run), file)) == run_id(run), "a run keeps its id");
  is_read([&] {
    demand(merged({run, run}).series == merged({run}).series, "what is given twice counts once");
  });
  const Baseline once = updated({.keep = keep}, run, "first");
  demand(baseline_json(updated(once, run, "again")) == baseline_json(once),
         "a run added twice changes nothing");
}

void check(const Baseline& baseline) {
  const BaselineDifference none = difference(baseline, baseline);
  demand(none.series.empty() && none.sessions_added.empty() && none.sessions_removed.empty(),
         "a baseline is what it is");
  const Baseline one = pruned(baseline, 1);
  demand(baseline_json(pruned(one, 1)) == baseline_json(one), "what is pruned stays so");
  for (const BaselineSeries& series : one.series)
    demand(series.parts.size() == 1, "each series keeps a session");
  for (const BaselineSeries& series : baseline.series)
    demand(!difference(dropped(baseline, {{series.benchmark}}), baseline).series.empty(),
           "what is dropped is gone");
  demand(updated(baseline, to_run(baseline), "again").series.size() == baseline.series.size(),
         "a run's series are those it came from");
}

/// Pawl's own files of this layer.
void reader(std::string_view text) {
  is_read([&] { demand_kept(rewritten_run(text), rewritten_run); });
  is_read([&] { demand_kept(rewritten_suppressions(text), rewritten_suppressions); });
  is_read([&] { demand_kept(rewritten_baseline(text), rewritten_baseline); });
  is_read([&] { check(parse_run(text, file), 1 + text.size() % 5); });
  is_read([&] { check(parse_baseline(text, file)); });
  is_read([&] { verify(text, file, {.suite = {}, .testbed = {}, .now = "2026-11-29T00:00:00Z"}); });
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
    const SuppressionMerge one = merge(of[0], of[1], of[2]), other = merge(of[0], of[2], of[1]);
    demand(one.conflicts.size() == other.conflicts.size(), "sides may be swapped");
    if (!one.conflicts.empty()) return;
    demand(suppressions_json(one.merged) == suppressions_json(other.merged), "and say the same");
    parse_suppressions(suppressions_json(one.merged), file);
  });
}

/// A baseline of a few series and sessions, of which others are made as well; it may hold more than
/// it keeps.
Baseline baseline_of(FuzzedDataProvider& bytes) {
  Baseline baseline{.suite = "s", .testbed = "t"};
  baseline.keep = bytes.ConsumeIntegralInRange<std::size_t>(1, 4);
  for (char id = '1'; id < '7'; ++id) {
    BaselineSession& session = baseline.sessions.emplace_back();
    session.id = id;
    session.time = std::string("2026-11-29T0") + id + (id < '3' ? ":50:00Z" : ":00:00Z");
  }
  for (const char* const benchmark : {"a", "b", "c"}) {
    BaselineSeries series{.benchmark = benchmark, .metric = "m"};
    series.unit = bytes.ConsumeIntegralInRange(0, 7) == 1 ? "B" : "s";
    for (const BaselineSession& session : baseline.sessions) {
      const auto choice = bytes.ConsumeIntegralInRange(0, 15);
      if (choice > 8) series.parts.push_back({session.id, {{choice == 15 ? 2.0 : 1.0}}});
    }
    if (!series.parts.empty()) baseline.series.push_back(series);
  }
  const std::size_t said = baseline.keep;
  baseline = pruned(baseline, bytes.ConsumeBool() ? said : 100);
  baseline.keep = said;
  return baseline;
}

/// Baselines that grew from one.
void branches(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  const Baseline ancestor = baseline_of(bytes), ours = baseline_of(bytes),
                 theirs = baseline_of(bytes);
  check(theirs);
  const BaselineMerge one = merge(ancestor, ours, theirs), other = merge(ancestor, theirs, ours);
  demand(one.conflicts.size() == other.conflicts.size(), "sides may be swapped");
  if (one.conflicts.empty()) {
    demand(baseline_json(one.merged) == baseline_json(other.merged), "and give the same");
    parse_baseline(baseline_json(one.merged), file);
    for (const BaselineSeries& series : one.merged.series)
      demand(series.parts.size() <= one.merged.keep, "the last sessions stay");
  }
  for (const BaselineMerge& alone :
       {merge(ancestor, ancestor, theirs), merge(theirs, theirs, theirs),
        merge(ancestor, theirs, theirs)})
    demand(!alone.conflicts.empty() ||
               baseline_json(alone.merged) == baseline_json(pruned(theirs, theirs.keep)),
           "what one side alone changed is taken");
}

void config(std::string_view text) {
  is_read([&] {
    const Config config = parse_config(text, "pawl.toml");
    for (const Budget& budget : config.budgets) {
      demand(!budget.limits.empty(), "a budget has a limit");
      for (const Limit& limit : budget.limits)
        demand(std::isfinite(limit.value), "a limit is a number");
      Regex(budget.benchmark).matches("token/small");
    }
    const stats::Policy& policy = config.policy;
    demand(policy.alpha > 0 && policy.alpha < 1 && policy.confidence > 0 && policy.confidence < 1,
           "rates are between 0 and 1");
    for (const double size : {policy.threshold, policy.absolute_floor, policy.noise_floor})
      demand(std::isfinite(size) && size >= 0, "what matters is of some size");
    for (const Benchmark& benchmark : config.benchmarks) {
      demand(benchmark.launches >= 1 && benchmark.launches <= 1'000'000,
             "a benchmark is launched some times");
      demand(
          !benchmark.command.empty() + !benchmark.shell.empty() + benchmark.load.has_value() == 1,
          "a benchmark is one thing");
      demand(benchmark.timeout > 0 && benchmark.max_time.value_or(1) > 0 &&
                 benchmark.until.value_or(1) > 0,
             "its limits are of some size");
      if (!benchmark.load) continue;
      const Load& load = *benchmark.load;
      demand(load.duration > 0 && load.timeout > 0 && load.rate.value_or(1) > 0, "load takes time");
      demand(load.connections > 0 && load.streams > 0 && load.threads > 0 && load.samples > 0,
             "and connections");
    }
    for (const double time : {config.history_rule.keep_samples, config.history_rule.keep_each,
                              config.history_rule.keep_runs})
      demand(time == 0 || time >= 86'400, "what is kept is kept for a day");
  });
}

void csv(std::string_view text) {
  is_read([&] { demand_kept(run_json(parse_csv(text, file)), rewritten_run); });
  is_read([&] {
    std::size_t count = 0;
    for (const History& history : parse_csv_histories(text, file)) {
      for (const HistoryPoint& point : history.points)
        for (const stats::Sample::Launch& launch : point.launches) count += launch.size();
      demand(!history.points.empty(), "a history has points");
      for (const double value : medians(history)) demand(std::isfinite(value), "values are finite");
      demand(bests(history).size() == history.points.size(), "a best for each point");
    }
    for (const Series& series : parse_csv(text, file).series)
      for (const stats::Sample::Session& session : series.sessions)
        for (const stats::Sample::Launch& launch : session) count -= launch.size();
    demand(count == 0, "a run has the values that histories have");
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
  if (const std::string utc = in_utc(std::string(text)); !utc.empty())
    demand(instant(utc) == instant_or_utc(std::string(text)), "so is a time without a zone");
  constexpr std::array<std::string_view, 3> words = {"google-benchmark", "jmh", "wrk"};
  did_you_mean(text.substr(0, 200), words);
  is_read([&] {
    const Sessions sessions = unpack_samples(text);
    demand(unpack_samples(pack_samples(sessions)) == sessions, "samples are packed without loss");
  });
}

/// Values as a database keeps them, and as text.
void packed(std::string_view text) {
  FuzzedDataProvider bytes = bytes_of(text);
  Sessions sessions(1);
  while (bytes.remaining_bytes() > 0) {
    const auto choice = bytes.ConsumeIntegral<std::uint8_t>();
    if (choice < 16) sessions.emplace_back();
    if (choice < 64 || sessions.back().empty()) sessions.back().emplace_back();
    const double number = choice % 2 == 0
                              ? any_double(bytes)
                              : bytes.ConsumeIntegral<std::int16_t>() / std::pow(10, choice % 12);
    if (!std::isfinite(number)) continue;
    sessions.back().back().push_back(number);
    demand(plain_number(shortest(number)) == number, "a number is read as it was written");
  }
  const std::string blob = pack_samples(sessions);
  const Sessions read = unpack_samples(blob);
  demand(read == sessions && pack_samples(read) == blob, "samples are packed without loss");
}

constexpr std::array<Target, 9> all = {{{"importer", importer},
                                        {"reader", reader},
                                        {"merger", merger},
                                        {"branches", branches},
                                        {"config", config},
                                        {"csv", csv},
                                        {"gzip", gzip},
                                        {"word", word},
                                        {"packed", packed}}};

}  // namespace

std::span<const Target> targets() {
  return all;
}

}  // namespace pawl::fuzz
