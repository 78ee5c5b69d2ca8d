#include "shard.hpp"

#include "baselines/error.hpp"

#include <charconv>
#include <cstdint>

namespace pawl::tools {

Shard parse_shard(const std::string& text) {
  Shard shard;
  const char* end = text.data() + text.size();
  const auto index = std::from_chars(text.data(), end, shard.index);
  const bool has_slash = index.ec == std::errc() && index.ptr != end && *index.ptr == '/';
  const auto count = has_slash ? std::from_chars(index.ptr + 1, end, shard.count) : index;
  const bool is_read = has_slash && count.ec == std::errc() && count.ptr == end;
  if (!is_read || shard.index < 1 || shard.index > shard.count)
    throw Error(Fault::usage, "--shard: expected I/N with I from 1 to N, found \"" + text + "\"");
  return shard;
}

bool contains(const Shard& shard, std::string_view benchmark) {
  std::uint64_t hash = 14695981039346656037u;  // FNV-1a
  for (const char c : benchmark) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return hash % shard.count == shard.index - 1;
}

}  // namespace pawl::tools
