#pragma once
/// A Collector launches one benchmark, turn by turn, and keeps what was measured.

#include "baselines/config/config.hpp"
#include "baselines/run/run.hpp"
#include "callgrind.hpp"
#include "tools/command_line/console.hpp"
#include "tools/launch/launcher.hpp"
#include "tools/load/service.hpp"
#include "tools/load/tally.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

/// Where benchmarks run unless they say otherwise.
struct Surroundings {
  std::filesystem::path directory;  ///< that of pawl.toml
  Environment environment;
  Conditions conditions{};     ///< of launches, not of hooks
  bool has_callgrind = false;  ///< launches are under Valgrind: their instructions, nothing else
  std::vector<baselines::Budget> budgets{};  ///< one on max takes all values there are
};

class Collector {
 public:
  Collector(baselines::Benchmark benchmark, const Surroundings& surroundings);
  Collector(const Collector&) = delete;
  Collector& operator=(const Collector&) = delete;
  ~Collector() { finish(); }

  const std::string& name() const { return benchmark_.name; }
  /// No further turn is wanted: it has enough, has used up its time, or failed too often.
  bool is_done() const { return is_given_up() || has_enough(); }
  /// Of what its output has, which is imported, no more than these need be measured from now on
  /// (baselines/config/narrowed.hpp); empty: all of it, as ever where it cannot be narrowed.
  void ask_for(std::vector<std::string> names);
  /// Launches once. A launch that fails, or whose service ends under it, is a failure, never a
  /// sample. Returns false where it was interrupted before it came to anything.
  bool take_turn(bool is_warmup);
  /// Frees the helper process; the next turn makes one again.
  void rest() { launcher_.reset(); }
  /// Runs the benchmark's teardown, if its setup was begun, be it that this failed half-way, and
  /// its teardown was not run yet. Never throws: what keeps it from running is recorded as a
  /// failure.
  void finish() noexcept;

  /// What was collected so far.
  const std::vector<baselines::Series>& series() const { return series_; }
  /// Adds the series collected so far, and how the benchmark failed if it did, to the run.
  void contribute(baselines::Run& run) const;

 private:
  bool is_given_up() const;
  bool has_enough() const;
  bool is_narrow(double half_width) const;
  bool prepare();
  bool run_hook(const std::string& what, const std::string& script, bool tidies_up = false);
  void fail(const std::string& reason);
  void launch_once(bool is_warmup);
  void take_launch(bool is_warmup, const load::Service* service);
  void take_load(bool is_warmup, const load::Service* service);
  bool has_lost(const load::Service* service);
  std::unique_ptr<load::Service> started_service() const;
  std::vector<baselines::Series> gained_from(const Launch& launch);
  void keep(const Launch& launch, std::vector<baselines::Series> gained);
  baselines::Series instructions() const;
  void append_imported(const std::string& text, std::vector<baselines::Series>& gained);
  std::size_t times_asked_for(const std::string& printed) const;
  void add_partly_printed(baselines::Run& run) const;

  baselines::Benchmark benchmark_;
  const Surroundings& surroundings_;
  std::unique_ptr<Callgrind> callgrind_;
  std::unique_ptr<Launcher> launcher_;
  std::vector<baselines::Series> series_;
  std::vector<baselines::Failure> imported_failures_;
  std::vector<std::string> asked_for_;                     ///< empty: for all
  std::map<std::string, std::size_t, std::less<>> asked_;  ///< launches that were to print it
  std::size_t asked_for_all_ = 0;                          ///< launches that were to print all
  std::vector<std::string> notes_;
  std::optional<load::Tally> loaded_;  ///< the requests of all launches that count, no samples
  baselines::Toolchain toolchain_;
  std::string last_failure_;  ///< ": REASON", and before it whether `only` was launched
  std::size_t succeeded_ = 0, failed_ = 0, recorded_ = 0;
  double time_spent_ = 0;  ///< seconds in launches that count
  bool was_setup_begun_ = false, is_set_up_ = false;
};

}  // namespace pawl::tools
