#pragma once
/// Which kind of store a place means.

#include "store.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// Where the history is unless told otherwise, relative to the project.
inline constexpr std::string_view default_history = ".pawl/history.sqlite";

/// Throws Error (Fault::usage) for nothing, and for the URL of anything but a PostgreSQL server,
/// mistyped or of a database that Pawl does not know, and for libpq's "host=… dbname=…": it would
/// be taken for a file's name.
void expect_store(std::string_view place);

/// A server's for postgresql://… (postgres_store.hpp). Else a SQLite file, which is made with its
/// directory when it is missing; tables of an older version are brought up to date. Where its
/// directory may not be written it is read as it is (read_only_store.hpp). Not for several threads
/// at once: each opens its own. Throws Error as the stores and expect_store() do.
std::unique_ptr<Store> open_store(const std::string& place);

}  // namespace pawl::baselines
