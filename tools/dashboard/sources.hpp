#pragma once
/// Sources are the files that the dashboard shows: runs, reports and baselines, named one by one or
/// found in directories.

#include "model.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

namespace pawl::tools::dashboard {

/// Of a directory, files *.json are looked at, this deep, but no links and nothing hidden.
inline constexpr int deepest = 4;
inline constexpr std::size_t most_files = 10'000;
inline constexpr std::size_t largest_source = std::size_t{256} << 20;  ///< bytes

struct SourceFile {
  std::filesystem::path path;
  std::uintmax_t size = 0;
  std::filesystem::file_time_type changed{};
  bool is_named = false;  ///< then not being a file of Pawl's is worth a warning
  bool operator==(const SourceFile&) const = default;
};

struct Listing {
  std::vector<SourceFile> files;      ///< by path
  std::vector<std::string> warnings;  ///< what cannot be looked at, a sentence each
  bool operator==(const Listing&) const = default;
};

/// What there is now. A path that is missing is a warning, unless it ends in a slash: that
/// directory may come later. Equal listings mean that nothing changed.
Listing listed(const std::vector<std::filesystem::path>& paths);

/// What the files say. One that cannot be read becomes a warning: others are shown all the same.
/// Returns those that are of measurements in progress, which are replaced each second.
std::set<std::filesystem::path> add_files(ModelBuilder& builder, const Listing& listing);

/// Whether the same files are there, and none is another than it was but some of these.
bool differ_only_in(const std::set<std::filesystem::path>& some, const Listing& before,
                    const Listing& now);

}  // namespace pawl::tools::dashboard
