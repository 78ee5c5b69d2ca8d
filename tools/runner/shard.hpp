#pragma once
/// A Shard is one of several equal parts of a suite, told by the hash of each benchmark's name, so
/// that adding a benchmark moves no other.

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::tools {

struct Shard {
  std::size_t index = 1;  ///< from 1
  std::size_t count = 1;
};

/// Reads "2/5". Throws Error (Fault::usage).
Shard parse_shard(const std::string& text);

bool contains(const Shard& shard, std::string_view benchmark);

}  // namespace pawl::tools
