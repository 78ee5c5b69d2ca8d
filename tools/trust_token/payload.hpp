#pragma once
/// A Payload is content for the benchmark to certify: the same bytes on every machine.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools::trust_token {

struct Payload {
  std::string name;  ///< "small"; for a size of no name, "2048"
  std::string sanitized;
  std::string original;              ///< the same, with the script that sanitising took out
  std::vector<std::string> rules{};  ///< that took it out
};

/// empty, small (100 B), medium (10 KiB), large (1 MiB), unicode (10 KiB of many scripts).
const std::vector<std::string>& payload_names();

/// The payload of a name or of a size in bytes ("100", "10KiB"; at most 256 MiB; a size that has a
/// name gets it). nullopt for anything else.
std::optional<Payload> payload(std::string_view name_or_size);

/// How many tokens for it take about 30 ms of one core (3 GHz, with SHA instructions): at least 10.
std::size_t iterations_for(const Payload& payload);

}  // namespace pawl::tools::trust_token
