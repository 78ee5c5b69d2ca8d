#include "baselines/error.hpp"
#include "history.hpp"
#include "tools/alerts/book_file.hpp"
#include "tools/command_line/pattern.hpp"
#include "tools/formats/changes_format.hpp"
#include "tools/runner/shard.hpp"

#include <map>
#include <optional>
#include <set>
#include <utility>

namespace pawl::tools {

namespace {

using baselines::Point;
using baselines::SeriesKey;
using baselines::Store;

struct HistoryDetectOptions {
  std::optional<Shard> shard;
  ci::Looking looking;
  baselines::PointQuery query;
};

HistoryDetectOptions parse_history_detect(const Arguments& arguments) {
  HistoryDetectOptions options;
  if (const auto shard = arguments.value("shard")) options.shard = parse_shard(*shard);
  options.looking = {.threads = static_cast<unsigned>(arguments.count("jobs", 1, 1024).value_or(0)),
                     .newest = arguments.count("new", 1, most_points).value_or(0)};
  options.query = {.branch = arguments.value_or("branch", ""),
                   .limit = arguments.count("limit", 1, most_points).value_or(most_points),
                   .with_samples = true};
  return options;
}

/// Those that are meant, of all shards. Error (Fault::input) when there are none.
std::vector<SeriesKey> chosen_series(Store& store, const Arguments& arguments) {
  Patterns names(arguments.positional());
  std::vector<SeriesKey> keys = store.series("");
  std::erase_if(keys, [&](const SeriesKey& key) {
    return !names.match(key.benchmark) || key.metric != arguments.value_or("metric", key.metric) ||
           key.testbed != arguments.value_or("testbed", key.testbed);
  });
  names.expect_each_matched("without a name all of the history are looked at");
  if (keys.empty())
    throw Error(Fault::input,
                "history detect: no such series in the history; without a name all are looked at");
  return keys;
}

/// What tells a series from the others: the benchmark, and what it does not have alone.
class Names {
 public:
  explicit Names(const std::vector<SeriesKey>& keys) {
    for (const SeriesKey& key : keys) {
      metrics_[key.benchmark].insert(key.metric);
      testbeds_.insert(key.testbed);
      suites_.insert(key.suite);
    }
  }
  std::string of(const SeriesKey& key) const {
    std::string name = key.benchmark;
    if (metrics_.at(key.benchmark).size() > 1) name += " " + key.metric;
    if (testbeds_.size() > 1) name += " on " + key.testbed;
    if (suites_.size() > 1) name += " of " + key.suite;
    return name;
  }

 private:
  std::map<std::string, std::set<std::string>> metrics_;
  std::set<std::string> testbeds_, suites_;
};

/// Reads and looks through series, a batch at a time, so that memory is bounded however many there
/// are.
class Search {
 public:
  Search(Store& store, const HistoryDetectOptions& options) : store_(store), options_(options) {}

  void add(const SeriesKey& key, std::string name) {
    std::vector<Point> points = store_.points(key, options_.query);
    if (points.empty()) return;
    for (const Point& point : points) values_ += point.values;
    batch_.push_back(history_of(key, std::move(points)));
    names_.push_back({std::move(name), key.suite, key.testbed});
    constexpr std::size_t values_at_once = 2'000'000;
    if (values_ >= values_at_once) look();
  }

  std::vector<ci::SeriesChanges> found() && {
    look();
    return std::move(found_);
  }

 private:
  struct Name {
    std::string name, suite, testbed;
  };

  void look() {
    auto looked = ci::find_changes(std::exchange(batch_, {}), options_.looking);
    for (std::size_t i = 0; i < looked.size(); ++i) {
      looked[i].name = std::move(names_[i].name);
      looked[i].suite = std::move(names_[i].suite);
      looked[i].testbed = std::move(names_[i].testbed);
      looked[i].history.points = {};
      found_.push_back(std::move(looked[i]));
    }
    names_.clear();
    values_ = 0;
  }

  Store& store_;
  const HistoryDetectOptions& options_;
  std::vector<baselines::History> batch_;
  std::vector<Name> names_;
  std::size_t values_ = 0;
  std::vector<ci::SeriesChanges> found_;
};

bool is_worse_anywhere(const std::vector<ci::SeriesChanges>& series) {
  const auto is_worse = [](const ci::SeriesChanges& one, const auto& found) {
    return ci::direction(one.history, found) == ci::Direction::worse;
  };
  for (const ci::SeriesChanges& one : series) {
    if (one.found.drift && is_worse(one, *one.found.drift)) return true;
    for (const stats::Change& change : one.found.changes)
      if (is_worse(one, change)) return true;
  }
  return false;
}

Status detect(const Arguments& arguments, Console& console) {
  const HistoryDetectOptions options = parse_history_detect(arguments);
  const ChangesFormat format = changes_format(arguments);
  const Project project = find_project(arguments, console);
  const auto store = open_existing_history(history_place(arguments, project, console));
  const std::vector<SeriesKey> keys = chosen_series(*store, arguments);
  const Names names(keys);
  Search search(*store, options);
  for (const SeriesKey& key : keys) {
    const std::string name = names.of(key);
    if (!options.shard || contains(*options.shard, name)) search.add(key, name);
  }
  const std::vector<ci::SeriesChanges> found = std::move(search).found();
  if (found.empty() && !options.shard) refuse_unknown_branch(arguments);
  write_output(arguments, console, format(found, console));
  // With --new changes are left out that are not gone for that.
  if (options.looking.newest == 0 && keeps_alerts(arguments, project, console)) {
    const auto rules = alert_rules(project);
    keep_alerts(alerts_file(arguments, project, console), ci::evidence_of_changes(found, rules),
                rules, console);
  }
  const bool has_failed = options.looking.newest > 0 && is_worse_anywhere(found);
  return has_failed ? Status::regression : Status::pass;
}

}  // namespace

Command history_detect_command() {
  return {.name = "history detect",
          .arguments = "[NAME-REGEX…] [--branch NAME] [--new N] [--format F]",
          .most_words = any_number,
          .summary = "where series of the history changed: commit, by how much, how sure",
          .details =
              "All series that changed at one commit are one finding.\n"
              "With --new N only what the newest N runs revealed is told, and status 1 says that "
              "something of it got\nworse: after each run, `--new 1` tells of each change once. "
              "Without it, status 0 whatever is found.",
          .options = {changes_format_option(),
                      output_option("the changes"),
                      {"new", "N", "only changes not to be seen without the newest N points"},
                      branch_option(),
                      {"metric", "NAME", "this metric only"},
                      testbed_only_option(),
                      {"limit", "N", "look at the newest N points of each series only"},
                      {"shard", "I/N", "only the I-th of N parts, by hash of the series' name"},
                      {"jobs,j", "N", "at most N threads (default: all cores)"},
                      alerts_option(),
                      store_option(),
                      config_option()},
          .example =
              "  pawl history detect --branch main\n"
              "  pawl history add run.json && pawl history detect --branch main --new 1",
          .action = detect};
}

}  // namespace pawl::tools
