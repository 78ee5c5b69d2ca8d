// JMH's JSON (`-rf json`): JSONResultFormat.java of openjdk/jmh. Forks are processes, hence
// launches; the measurement iterations of a fork are its values, or in mode `sample` the operations
// timed. Which way is better follows from the mode.
#include "baselines/unit.hpp"
#include "formats.hpp"
#include "import_json.hpp"
#include "stats/thinned.hpp"

#include <array>
#include <map>
#include <set>
#include <vector>

namespace pawl::baselines {
namespace {

struct Mode {
  std::string_view mode, metric;
  stats::Better better;
};
constexpr std::array modes{
    Mode{"thrpt", "throughput", stats::Better::higher},
    Mode{"avgt", "wall_time", stats::Better::lower},
    Mode{"sample", "sample_time", stats::Better::lower},
    Mode{"ss", "single_shot_time", stats::Better::lower},
};

Mode mode_of(const JsonNode& node) {
  const std::string name = node.string();
  for (const Mode& mode : modes)
    if (mode.mode == name) return mode;
  node.fail("thrpt, avgt, sample or ss");
}

/// "org.example.Map.get:size=10,type=tree"
std::string benchmark_name(JsonFields& fields) {
  std::string name = fields.require("benchmark").string();
  const auto parameters = fields.find("params");
  if (!parameters) return name;
  char separator = ':';
  for (const auto& [key, value] : parameters->object()) {
    name += separator + std::string(key) + "=" + JsonNode(*parameters, key, value).string();
    separator = ',';
  }
  return name;
}

/// What could be read of JMH's list.
struct Entry {
  JsonNode node;
  std::size_t number;  ///< in the list
  std::string benchmark;
  Mode mode;
};

/// The lists of a metric: what each fork gave.
template <typename Read>
void for_each_fork(const JsonNode& forks, std::size_t entry, Observation observation, Read read) {
  std::size_t number = 0;
  for (const JsonNode fork : forks.elements()) {
    const std::string launch = std::to_string(entry) + "/" + std::to_string(number++);
    observation.launch = launch;
    read(fork, observation);
  }
}

constexpr std::size_t most_times = 1'000'000'000'000;

/// What `sample` gives of a fork: a histogram each iteration, lists of [value, times].
std::vector<stats::Repeated> histogram_of(const JsonNode& fork) {
  std::vector<stats::Repeated> all;
  std::size_t left = most_times;
  for (const JsonNode iteration : fork.elements())
    for (const JsonNode bin : iteration.elements()) {
      if (bin.array().size() != 2) bin.fail("a value and how often it came");
      const JsonNode times = bin.at(1);
      if (times.count() > left) times.fail("at most 10^12 values of a fork");
      left -= times.count();
      all.push_back({bin.at(0).number(), times.count()});
    }
  return all;
}

void read_histogram(const JsonNode& fork, Observation observation, RunBuilder& builder) {
  const std::vector<stats::Repeated> all = histogram_of(fork);
  const stats::Sample::Launch kept = stats::thinned_counts(all);
  for (const double value : kept) {
    observation.value = value;
    builder.add_or_note(observation, [&] { return fork.place(); });
  }
  std::size_t count = 0;
  for (const stats::Repeated& one : all) count += one.times;
  if (count > kept.size()) builder.mark(observation, thinned_mark);
}

void read_primary(const JsonNode& node, std::size_t entry, Observation observation,
                  RunBuilder& builder) {
  JsonFields fields(node);
  const std::string unit = fields.string("scoreUnit");
  observation.unit = unit;
  if (const auto forks = fields.find("rawData")) {
    for_each_fork(*forks, entry, observation, [&](const JsonNode& fork, const Observation& its) {
      add_numbers(builder, fork, its);
    });
  } else if (const auto histograms = fields.find("rawDataHistogram")) {
    for_each_fork(
        *histograms, entry, observation,
        [&](const JsonNode& fork, const Observation& its) { read_histogram(fork, its, builder); });
  } else if (add_field(builder, fields, "score", observation)) {
    note_summary_only(builder,
                      std::string(observation.benchmark) + " " + std::string(observation.metric),
                      "score");
  }
}

/// Of a profiler, of a group's method or an auxiliary counter. Where there is no number (the text
/// of `-prof stack`, pauses of an iteration without any), JMH writes a string.
void read_secondary(const JsonNode& node, std::string_view key, std::size_t entry,
                    Observation observation, RunBuilder& builder) {
  JsonFields fields(node);
  const auto forks = fields.find("rawData");
  if (!forks) return;
  const std::string name = fields.string("scoreUnit");
  const auto its = unit(name);
  observation.unit = name;
  observation.better = better_of(its ? its->base : "", key);
  for_each_fork(*forks, entry, observation, [&](const JsonNode& fork, Observation value) {
    for (const JsonNode number : fork.elements()) {
      if (number.value().is_string()) continue;
      value.value = number.number();
      builder.add_or_note(value, [&] { return number.place(); });
    }
  });
}

Entry read_entry(const JsonNode& node, std::size_t number, RunBuilder& builder) {
  JsonFields fields(node);
  add_version(builder.run(), "JMH", fields, "jmhVersion");
  add_version(builder.run(), "JDK", fields, "jdkVersion");
  add_version(builder.run(), "JVM", fields, "vmVersion");
  Entry entry{node, number, benchmark_name(fields), mode_of(fields.require("mode"))};
  read_primary(fields.require("primaryMetric"), number,
               {entry.benchmark, entry.mode.metric, "", entry.mode.better}, builder);
  return entry;
}

/// Behind the mode's metric where the benchmark has several modes, in which the same name is
/// another thing: "get" is then "throughput.get" and "wall_time.get".
void read_secondaries(const Entry& entry, bool is_of_several_modes, RunBuilder& builder) {
  const auto metrics = JsonFields(entry.node).find("secondaryMetrics");
  if (!metrics) return;
  const std::string prefix = is_of_several_modes ? std::string(entry.mode.metric) + "." : "";
  for (const auto& [key, value] : metrics->object())
    read_secondary(JsonNode(*metrics, key, value), key, entry.number,
                   {entry.benchmark, prefix + std::string(key), ""}, builder);
}

/// What else JMH prints: "text", "CSV"; empty when it is none of these.
std::string_view other_output(std::string_view text) {
  if (text.starts_with("\"Benchmark\",\"Mode\"") || text.starts_with("\"Benchmark\";\"Mode\""))
    return "CSV";
  const bool is_text = any_line(text, [](std::string_view line) {
    return line.starts_with("# JMH version:") ||
           (line.starts_with("Benchmark ") && line.find(" Mode  Cnt ") != std::string_view::npos);
  });
  return is_text ? "text" : "";
}

}  // namespace

bool is_jmh(const Specimen& specimen) {
  return (specimen.has("primaryMetric") && specimen.has("mode")) ||
         !other_output(specimen.text).empty();
}

std::vector<std::string> own_jmh_names(std::string_view benchmark) {
  return {std::string(benchmark.substr(0, benchmark.find(':')))};
}

Run parse_jmh(std::string_view text, std::string_view name) {
  if (const std::string_view other = other_output(text); !other.empty())
    throw Error(Fault::input, std::string(name) + ": expected JMH's JSON, found its " +
                                  std::string(other) +
                                  ", which has no forks; run JMH with -rf json -rff FILE, or -o "
                                  "/dev/stderr -rf json -rff /dev/stdout");
  const std::string json = with_quoted_nan(text);
  const JsonDocument document(name, json);
  const JsonNode root = document.root();
  RunBuilder builder;
  std::vector<Entry> entries;
  std::size_t number = 0;
  for_each_entry(root, builder, [&](const JsonNode& entry) {
    entries.push_back(read_entry(entry, number++, builder));
  });
  std::map<std::string_view, std::set<std::string_view>> modes;
  for (const Entry& entry : entries) modes[entry.benchmark].insert(entry.mode.mode);
  for (const Entry& entry : entries) {
    try {
      read_secondaries(entry, modes[entry.benchmark].size() > 1, builder);
    } catch (const Error& error) {
      builder.leave_out(error.what(), "entry's rest");
    }
  }
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
