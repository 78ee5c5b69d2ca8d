#pragma once
/// SQLite tables are how a history lies in its file: their versions, and what is asked of a file
/// before it is taken for one.

#include "sqlite.hpp"

#include <filesystem>

namespace pawl::baselines {

/// Opens a history for reading and writing, or makes it with its directory; brings tables of an
/// older version up to date. Throws Error (Fault::io; Fault::input for what another program or a
/// newer pawl made).
SqliteDatabase open_tables(const std::filesystem::path& file);

/// Opens a history as the file is now, without locking it or looking beside it. Throws Error,
/// likewise, and where its tables are of an older version.
SqliteDatabase open_frozen_tables(const std::filesystem::path& file);

}  // namespace pawl::baselines
