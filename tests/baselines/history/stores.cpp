#include "stores.hpp"

#include "baselines/history/open_store.hpp"
#include "support/postgres_server.hpp"
#include "support/temporary_directory.hpp"

#include <atomic>
#include <stdexcept>

namespace pawl::tests {

namespace {

// What an administrator would make beforehand (tools/README.md).
const std::string columns =
    "(series uuid NOT NULL, time bigint NOT NULL, run bigint NOT NULL, median double precision NOT "
    "NULL, count bigint NOT NULL, samples bytea)";
const std::string half = " FOR VALUES WITH (MODULUS 2, REMAINDER ";
const std::string partitioned_table = "CREATE TABLE pawl_point" + columns +
                                      " PARTITION BY HASH(series);"
                                      "CREATE TABLE pawl_point_0 PARTITION OF pawl_point" +
                                      half + "0);";

/// The second half on the same server, or on the other one through postgres_fdw.
std::string second_half(bool is_elsewhere, const std::string& schema) {
  if (!is_elsewhere) return "CREATE TABLE pawl_point_1 PARTITION OF pawl_point" + half + "1)";
  const PostgresServer& other = *PostgresServer::other();
  if (!other.run("CREATE SCHEMA " + schema + "; SET search_path = " + schema +
                 "; CREATE TABLE pawl_point_1" + columns +
                 "; CREATE INDEX ON pawl_point_1(series, time, run)"))
    throw std::runtime_error("the other server refused its half");
  return "CREATE EXTENSION IF NOT EXISTS postgres_fdw SCHEMA public;"
         "CREATE SERVER other_" +
         schema + " FOREIGN DATA WRAPPER postgres_fdw OPTIONS(host '" + other.directory() +
         "', dbname 'postgres', batch_size '100');"
         "CREATE USER MAPPING FOR pawl SERVER other_" +
         schema +
         " OPTIONS(user 'pawl', password_required 'false');"
         "CREATE FOREIGN TABLE pawl_point_1 PARTITION OF pawl_point" +
         half + "1) SERVER other_" + schema + " OPTIONS(schema_name '" + schema + "')";
}

/// A new schema of the server's.
std::string fresh_schema(const std::string& kind) {
  static std::atomic<int> number = 0;
  const PostgresServer* server = PostgresServer::instance();
  if (server == nullptr) throw std::invalid_argument(kind);
  const std::string schema = "h" + std::to_string(++number);
  std::string sql = "CREATE SCHEMA " + schema;
  if (kind != "postgres")
    sql += "; SET search_path = " + schema + "; " + partitioned_table +
           second_half(kind == "postgres-two-servers", schema);
  if (!server->run(sql)) throw std::runtime_error(sql);
  return server->url(schema);
}

}  // namespace

struct History::Ground {
  TemporaryDirectory directory;
};

const std::vector<std::string>& store_kinds() {
  static const std::vector<std::string> kinds = [] {
    std::vector<std::string> all = {"sqlite"};
    if (PostgresServer::is_installed())
      all.insert(all.end(), {"postgres", "postgres-partitioned", "postgres-two-servers"});
    return all;
  }();
  return kinds;
}

History::History(const std::string& kind) : ground_(std::make_unique<Ground>()) {
  place_ =
      kind == "sqlite" ? (ground_->directory / "new/history.sqlite").string() : fresh_schema(kind);
}

History::~History() = default;

std::unique_ptr<baselines::Store> History::open() const {
  return baselines::open_store(place_);
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
