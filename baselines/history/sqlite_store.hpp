#pragma once
/// A SQLite store is the history in one file, beside which "-wal" and "-shm" stand while it is
/// open.

#include "sqlite.hpp"
#include "store.hpp"

#include <memory>

namespace pawl::baselines {

/// The history in an open database that has its tables (sqlite_tables.hpp).
std::unique_ptr<Store> sqlite_store(SqliteDatabase database);

}  // namespace pawl::baselines
