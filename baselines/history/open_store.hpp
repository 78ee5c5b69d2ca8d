#pragma once
/// Which kind of store a place means.

#include "store.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// Throws Error (Fault::usage) for the URL of anything but a PostgreSQL server, mistyped or of a
/// database that Pawl does not know: it would be taken for a file's name.
void expect_store(std::string_view place);

/// A server's for postgresql://…, else a SQLite file. Throws Error as they and expect_store() do.
std::unique_ptr<Store> open_store(const std::string& place);

}  // namespace pawl::baselines
