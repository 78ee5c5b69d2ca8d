#pragma once
/// A read-only store is a SQLite history whose directory may not be written: a mount for reading,
/// another user's.

#include "store.hpp"

#include <filesystem>
#include <memory>

namespace pawl::baselines {

/// Whether the file is there, in a directory that may not be written.
bool is_in_unwritable_directory(const std::filesystem::path& file);

/// The history in that file, read as it is, and anew whenever it has changed. Throws Error
/// (Fault::io where its newest runs stand in the "-wal" beside it; Fault::input).
std::unique_ptr<Store> read_only_store(const std::filesystem::path& file);

}  // namespace pawl::baselines
