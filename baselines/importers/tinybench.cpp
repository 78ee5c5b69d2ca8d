// tinybench's tasks as JSON ([{name, result}], as its README prints them) and Vitest's, which is
// built on it: `bench --outputJson` until version 4, `bench --reporter=json` since 5. Times in
// milliseconds, samples only where they were asked for (`retainSamples`; of Vitest until version 4
// `includeSamples`). All in one process; each is taken as a launch.
#include "formats.hpp"
#include "import_json.hpp"

#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace pawl::baselines {
namespace {

/// A result's times: {samples, p50, mean …}.
void read_times(JsonFields& times, const std::string& benchmark, const std::string& remedy,
                RunBuilder& builder) {
  const Observation time{benchmark, "wall_time", "ms"};
  if (add_sorted_list(builder, times, "samples", time)) return;
  for (const char* statistic : {"p50", "median", "mean"})
    if (add_field(builder, times, statistic, time))
      return note_summary_only(builder, benchmark,
                               std::string(statistic) + " (set " + remedy + ")");
  builder.fail(benchmark, "has no times");
}

void read_task(const JsonNode& task, OwnNames& names, RunBuilder& builder) {
  JsonFields fields(task);
  const std::string name = names.of(fields.require("name").string());
  const auto result = fields.find("result");
  if (!result) return builder.fail(name, "has no result");
  JsonFields its(*result);
  add_version(builder.run(), its.string("runtime", "runtime"), its, "runtimeVersion");
  if (its.string("state").starts_with("aborted")) return builder.fail(name, "was aborted");
  if (const auto error = its.find("error"))
    return builder.fail(name, error->value().is_string() ? error->string() : "threw an error");
  const auto latency = its.find("latency");  // since version 3; before, the result's own fields
  JsonFields times(latency ? *latency : *result);
  read_times(times, name, "retainSamples: true", builder);
}

void read_group(const JsonNode& group, OwnNames& names, RunBuilder& builder) {
  JsonFields fields(group);
  const std::string prefix = fields.string("fullName");
  for_each_entry(fields.require("benchmarks"), builder, [&](const JsonNode& benchmark) {
    JsonFields its(benchmark);
    const std::string name = its.require("name").string();
    read_times(its, names.of(prefix.empty() ? name : prefix + " > " + name),
               "benchmark: { includeSamples: true } in Vitest's configuration", builder);
  });
}

/// Of each test file's path the end that no other file has, as few folders as will do: the whole
/// path differs from checkout to checkout.
class ShortNames {
 public:
  explicit ShortNames(const std::set<std::string>& paths) {
    for (const std::string& path : paths)
      for_each_end(path, [&](std::string_view end) { return ++files_[std::string(end)] == 0; });
  }
  std::string of(const std::string& path) const {
    std::string_view name = path;
    for_each_end(path, [&](std::string_view end) {
      const bool is_its_own = files_.at(std::string(end)) == 1;
      if (is_its_own) name = end;
      return is_its_own;
    });
    return std::string(name);
  }

 private:
  /// From the shortest on, until `is_enough`.
  template <typename Enough>
  static void for_each_end(std::string_view path, Enough is_enough) {
    std::size_t slash = path.rfind('/');
    for (int folders = 0; folders < 8 && slash != std::string_view::npos; ++folders) {
      if (is_enough(path.substr(slash + 1)) || slash == 0) return;
      slash = path.rfind('/', slash - 1);
    }
  }
  std::unordered_map<std::string, std::size_t> files_;  ///< by the end of their paths
};

std::string first_line(const std::string& text) {
  return text.substr(0, text.find('\n'));
}

/// One test of Vitest 5: {title, status, failureMessages, benchmarks: [{name, tasks}]}.
void read_test(const JsonNode& test, const std::string& file, OwnNames& names,
               RunBuilder& builder) {
  JsonFields fields(test);
  const std::string title = file + " > " + fields.require("fullName").string();
  if (fields.string("status") == "failed") {
    std::string reason;
    if (const auto messages = fields.find("failureMessages"))
      for_each_entry(*messages, builder, [&](const JsonNode& message) {
        if (reason.empty()) reason = first_line(message.string());
      });
    builder.fail(title, reason.empty() ? "failed" : reason);
  }
  const auto benchmarks = fields.find("benchmarks");
  if (!benchmarks) return;
  for_each_entry(*benchmarks, builder, [&](const JsonNode& benchmark) {
    JsonFields its(benchmark);
    const std::string prefix = file + " > " + its.require("name").string() + " > ";
    for_each_entry(its.require("tasks"), builder, [&](const JsonNode& task) {
      JsonFields of_task(task);
      if (of_task.find("fromStore")) return;  // an old result that it was compared with
      const std::string name = names.of(prefix + of_task.require("name").string());
      const JsonNode latency = of_task.require("latency");
      JsonFields times(latency);
      read_times(times, name, "benchmark: { retainSamples: true } in Vitest's configuration",
                 builder);
    });
  });
}

void read_tests(const JsonNode& files, RunBuilder& builder) {
  std::set<std::string> paths;
  for_each_entry(files, builder, [&](const JsonNode& file) {
    JsonFields fields(file);
    paths.insert(fields.require("name").string());
  });
  const ShortNames short_names(paths);
  OwnNames names;
  for_each_entry(files, builder, [&](const JsonNode& file) {
    JsonFields fields(file);
    const std::string name = short_names.of(fields.require("name").string());
    if (const std::string message = fields.string("message"); !message.empty())
      builder.fail(name, first_line(message));
    for_each_entry(fields.require("assertionResults"), builder,
                   [&](const JsonNode& test) { read_test(test, name, names, builder); });
  });
}

}  // namespace

bool is_tinybench(const Specimen& specimen) {
  return specimen.has("name") && specimen.has("result");
}

Run parse_tinybench(std::string_view text, std::string_view name) {
  const JsonDocument document(name, text);
  RunBuilder builder;
  OwnNames names;
  for_each_entry(document.root(), builder,
                 [&](const JsonNode& task) { read_task(task, names, builder); });
  return std::move(builder).finished();
}

bool is_vitest(const Specimen& specimen) {
  return (specimen.has("files") && specimen.text.find("\"groups\"") != std::string_view::npos) ||
         (specimen.has("testResults") && specimen.has("numTotalTests"));
}

Run parse_vitest(std::string_view text, std::string_view name) {
  return run_of_object(text, name, [](JsonFields& fields, RunBuilder& builder) {
    if (const auto files = fields.find("testResults")) return read_tests(*files, builder);
    OwnNames names;
    for_each_entry(fields.require("files"), builder, [&](const JsonNode& file) {
      JsonFields its(file);
      for_each_entry(its.require("groups"), builder,
                     [&](const JsonNode& group) { read_group(group, names, builder); });
    });
  });
}

}  // namespace pawl::baselines
