#pragma once
/// A SQLite store is the history in one file, beside which "-wal" and "-shm" stand while it is
/// open.

#include "sqlite.hpp"
#include "store.hpp"

#include <filesystem>
#include <memory>

namespace pawl::baselines {

/// Where the history is unless told otherwise, relative to the project.
inline constexpr std::string_view default_history = ".pawl/history.sqlite";

/// Opens the file, or makes it with its directory; brings tables of an older version up to date.
/// Where its directory may not be written (a mount for reading, another user's) and no "-wal" with
/// contents stands beside it, the file is read as it is, and anew whenever it has changed.
/// Not for several threads at once: each opens its own. Throws Error (Fault::io, Fault::input).
std::unique_ptr<Store> open_sqlite_store(const std::filesystem::path& file);

/// The history in an open database that has its tables (sqlite_tables.hpp).
std::unique_ptr<Store> sqlite_store(SqliteDatabase database);

}  // namespace pawl::baselines
