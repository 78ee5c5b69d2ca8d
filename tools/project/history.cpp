#include "history.hpp"

#include "baselines/error.hpp"
#include "baselines/history/open_store.hpp"
#include "baselines/history/postgres_store.hpp"
#include "baselines/run/launches.hpp"
#include "tools/system/private_memory.hpp"

#include <filesystem>
#include <system_error>
#include <utility>

namespace pawl::tools {

Option store_option() {
  return {"store", "PLACE",
          "a file or postgresql://… (default: PAWL_HISTORY, pawl.toml's, or .pawl/history.sqlite)"};
}

namespace {

std::string place_of(const Arguments& arguments, const Project& project, const Console& console) {
  if (const auto given = arguments.value("store")) return *given;
  if (const std::string set = variable(console, "PAWL_HISTORY"); !set.empty()) return set;
  const std::string place = project.config.history.empty() ? std::string(baselines::default_history)
                                                           : project.config.history;
  baselines::expect_store(place);
  if (baselines::is_postgres(place)) return place;
  return (project.directory / place).lexically_normal().string();
}

}  // namespace

std::string history_place(const Arguments& arguments, const Project& project,
                          const Console& console) {
  std::string place = place_of(arguments, project, console);
  // A URL may hold a password.
  detail(console, "history " + (baselines::is_postgres(place) ? "on PostgreSQL" : place));
  return place;
}

std::unique_ptr<baselines::Store> open_history(const std::string& place) {
  if (baselines::is_postgres(place)) keep_memory_private();  // of its password
  return baselines::open_store(place);
}

std::unique_ptr<baselines::Store> open_existing_history(const std::string& place) {
  baselines::expect_store(place);
  std::error_code unseen;  // whether it is there: opening it tells why
  if (!baselines::is_postgres(place) && !std::filesystem::exists(place, unseen) && !unseen)
    throw Error(Fault::io, place + ": no such history; make it with pawl history add run.json");
  return open_history(place);
}

baselines::History history_of(const baselines::SeriesKey& key,
                              std::vector<baselines::Point> points) {
  baselines::History history{key.benchmark, key.metric, key.unit, key.better, {}};
  for (baselines::Point& point : points) {
    stats::Sample::Session launches = baselines::launches_of(std::move(point.samples));
    if (launches.empty()) launches = {{point.median}};
    history.points.push_back({point.commit.empty() ? std::move(point.run) : std::move(point.commit),
                              std::move(launches), point.time});
  }
  return history;
}

}  // namespace pawl::tools
