#pragma once
/// Gzip (RFC 1952) is how pyperf and k6 write a file whose name ends in ".gz": one or several
/// members of deflated bytes (RFC 1951), each with a checksum.

#include "file.hpp"

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// What a compressed file may hold, 256 MiB: a small one must not fill the memory.
inline constexpr std::size_t largest_unpacked = largest_file / 4;

/// Whether it begins as gzip does, which no text can: its second byte is not UTF-8.
bool is_gzip(std::string_view bytes);

/// What was compressed to `bytes`, which begin so. `name` stands for the file in errors. Throws
/// Error (Fault::input) when they are damaged, cut off or followed by anything else, or hold more
/// than `largest` bytes.
std::string gunzipped(std::string_view bytes, std::string_view name,
                      std::size_t largest = largest_unpacked);

}  // namespace pawl::baselines
