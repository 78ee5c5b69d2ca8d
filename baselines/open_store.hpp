#pragma once
/// Which kind of store a place means.

#include "store.hpp"

#include <memory>
#include <string>

namespace pawl::baselines {

/// A server's for postgresql://…, else a SQLite file. Throws Error as they do.
std::unique_ptr<Store> open_store(const std::string& place);

}  // namespace pawl::baselines
