#pragma once
/// A PostgreSQL store is the history on a server that a team shares.
///
/// Its tables are pawl_version, pawl_run, pawl_series and pawl_point, made when they are missing in
/// the first schema of the search path. pawl_point is keyed by a hash of the series and has no
/// unique constraint, so that it may be made beforehand as a table partitioned (or distributed) by
/// `series`; that a run is there once is pawl_run's doing.

#include "store.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// Whether the place is a server's: postgresql://… or postgres://…
bool is_postgres(std::string_view place);

/// Connects and brings tables of an older version up to date. What the URL leaves out comes from
/// libpq's variables (PGPASSWORD, PGSSLMODE, …) and ~/.pgpass. A lost connection or a
/// serialisation failure is tried again for some seconds. Not for several threads at once: each
/// opens its own. Throws Error (Fault::remote; Fault::usage for what is no URL; Fault::input for
/// a newer version).
std::unique_ptr<Store> open_postgres_store(const std::string& url);

}  // namespace pawl::baselines
