// Go's testing benchmarks, as text or as `go test -json`: golang.org/design/14313-benchmark-format
// and the documentation of cmd/test2json. With -count=N the repetitions run in one process; each is
// taken as a launch all the same, as benchstat does.
#include "baselines/unit.hpp"
#include "formats.hpp"
#include "import_json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <utility>

namespace pawl::baselines {
namespace {

/// What Go calls a metric by its unit, and what Pawl does.
struct Metric {
  std::string_view go_unit, name, unit;
};
constexpr std::array metrics{
    Metric{"ns/op", "wall_time", "ns"},         Metric{"sec/op", "wall_time", "s"},
    Metric{"B/op", "allocated_bytes", "B"},     Metric{"allocs/op", "allocations", "1"},
    Metric{"MB/s", "bytes_per_second", "MB/s"},
};

Metric metric(std::string_view go_unit) {
  for (const Metric& known : metrics)
    if (known.go_unit == go_unit) return known;
  return {go_unit, go_unit, unit(go_unit) ? go_unit : "1"};
}

bool is_count(std::string_view word) {
  return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos;
}

bool is_result(const std::vector<std::string_view>& words) {
  return words.size() >= 4 && words[0].starts_with("Benchmark") && is_count(words[1]);
}

/// What is left of a result whose benchmark printed something after its name: "100\t123 ns/op".
bool is_rest_of_result(const std::vector<std::string_view>& words) {
  return words.size() >= 3 && is_count(words[0]) && words[2] == "ns/op";
}

class GoReader {
 public:
  GoReader(std::string_view name, std::string_view text) : name_(name) {
    for_each_line(text,
                  [&](std::string_view line, std::size_t number) { read_line(line, number); });
  }
  Run finished() && { return std::move(builder_).finished(); }

 private:
  void read_line(std::string_view line, std::size_t number) {
    line_ = number;
    const auto fields = words(line);
    if (is_result(fields)) return read_result(named(fields[0]), std::span(fields).subspan(2));
    if (is_rest_of_result(fields) && !unfinished_.empty())
      return read_result(unfinished_, std::span(fields).subspan(1));
    if (line == "PASS" || line == "FAIL") package_.clear();  // its last line
    if (fields.size() < 2) return;
    if (fields[0].starts_with("Benchmark") && line.find('\t') != std::string_view::npos)
      unfinished_ = named(fields[0]);
    if (fields[0] == "pkg:") package_ = fields[1];
    if (fields[0] == "goarch:") builder_.run().machine.architecture = fields[1];
    if (fields[0] == "cpu:") builder_.run().machine.cpu_model = line.substr(line.find(fields[1]));
    if (fields[0] == "---" && fields[1] == "FAIL:" && fields.size() > 2) {
      fail(named(fields[2]));
      is_told_ = true;
    }
    if (fields[0] == "FAIL") read_failed_package(fields[1]);
    if (fields[0] == "FAIL" || fields[0] == "ok") package_.clear();
  }

  /// A panic, a time-out or the compiler ends a package, where no benchmark is said to have failed.
  void read_failed_package(std::string_view package) {
    if (!std::exchange(is_told_, false)) fail(package);
  }

  void fail(std::string_view what) { builder_.fail(what, place() + ": Go reports that it failed"); }

  /// With its package wherever that is told: a name that had it only beside other packages would
  /// change with their coming and going, and two packages' programs would print the same names.
  std::string named(std::string_view benchmark) const {
    return (package_.empty() ? "" : package_ + ".") + std::string(benchmark);
  }

  void read_result(const std::string& benchmark, std::span<const std::string_view> values) {
    for (std::size_t i = 0; i + 1 < values.size(); i += 2)
      read_value(benchmark, values[i], values[i + 1]);
    unfinished_.clear();
  }

  void read_value(const std::string& benchmark, std::string_view number,
                  std::string_view unit_name) {
    const auto value = baselines::number(number);
    if (!value)
      return builder_.leave_out(
          place() + ": " + benchmark + ": expected a number, found \"" + std::string(number) + "\"",
          "value");
    const Metric its = metric(unit_name);
    const auto known = unit(its.unit);
    builder_.add_or_note({benchmark, its.name, its.unit,
                          better_of(known ? known->base : its.unit, its.name), *value},
                         [&] { return place(); });
  }

  std::string place() const { return std::string(name_) + ":" + std::to_string(line_); }

  std::string_view name_;
  std::string package_;     ///< empty: not told
  std::string unfinished_;  ///< the benchmark whose result is still to come: it printed something
  bool is_told_ = false;    ///< whether a benchmark was said to have failed in this package
  std::size_t line_ = 0;
  RunBuilder builder_;
};

bool is_json(std::string_view text) {
  return text.substr(0, text.find_first_not_of(" \t\r\n") + 1).ends_with('{');
}

/// The text that `go test -json` was made of: packages one after the other, since their events come
/// mixed.
std::string text_of_events(std::string_view json, std::string_view name) {
  std::map<std::string, std::string> output;
  for_each_line(json, [&](std::string_view line, std::size_t number) {
    if (!is_json(line)) return;  // what the compiler prints comes in between
    const JsonDocument event(std::string(name) + " line " + std::to_string(number), line);
    const JsonNode root = event.root();
    JsonFields fields(root);
    output[fields.string("Package")] += fields.string("Output");
  });
  std::string text;
  for (const auto& [package, lines] : output) text += lines + "\n";
  return text;
}

}  // namespace

bool is_go(const Specimen& specimen) {
  if (is_json(specimen.text)) return specimen.has("Action") && specimen.has("Package");
  return any_line(specimen.text, [](std::string_view line) {
    return line.starts_with("goos: ") || (line.starts_with("Benchmark") && is_result(words(line)));
  });
}

/// "example.com/pkg.BenchmarkSort/size=10-8" is of BenchmarkSort: Go takes an expression apart at
/// each slash, so that one of sub-benchmarks of several cannot be said.
std::vector<std::string> own_go_names(std::string_view benchmark) {
  constexpr std::string_view prefix = "Benchmark";
  std::size_t at = benchmark.find(prefix);
  while (at != 0 && at != std::string_view::npos && benchmark[at - 1] != '.')
    at = benchmark.find(prefix, at + 1);
  if (at == std::string_view::npos) return {std::string(benchmark)};
  benchmark.remove_prefix(at);
  return {std::string(benchmark.substr(0, benchmark.find_first_of("/-")))};
}

Run parse_go(std::string_view text, std::string_view name) {
  if (!is_json(text)) return GoReader(name, text).finished();
  const std::string lines = text_of_events(text, name);
  return GoReader(name, lines).finished();
}

}  // namespace pawl::baselines
