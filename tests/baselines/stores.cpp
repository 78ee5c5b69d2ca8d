#include "stores.hpp"

#include "baselines/sqlite_store.hpp"
#include "support/temporary_directory.hpp"

namespace pawl::tests {

struct History::Ground {
  TemporaryDirectory directory;
};

const std::vector<std::string>& store_kinds() {
  static const std::vector<std::string> kinds = {"sqlite"};
  return kinds;
}

History::History(const std::string& kind) : ground_(std::make_unique<Ground>()) {
  place_ = (ground_->directory / "new/history.sqlite").string();
  if (kind != "sqlite") throw std::invalid_argument(kind);
}

History::~History() = default;

std::unique_ptr<baselines::Store> History::open() const {
  return baselines::open_sqlite_store(place_);
}

baselines::Run run_at(int day, const std::string& commit) {
  baselines::Run run;
  run.commit = commit;
  run.branch = "main";
  run.time = "2026-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + "T00:00:00Z";
  run.suite = "core";
  run.testbed = "lab";
  run.series.push_back(
      {"parse", "wall_time", "s", stats::Better::lower, {{{0.001}, {0.003}, {0.002}}}, {}});
  return run;
}

baselines::SeriesKey lab_key() {
  return {"core", "lab", "parse", "wall_time", "s", stats::Better::lower};
}

}  // namespace pawl::tests
