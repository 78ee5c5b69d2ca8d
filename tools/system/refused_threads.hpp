#pragma once
/// Refused threads are those that a machine's limits do not grant.

#include "baselines/error.hpp"

#include <cstddef>
#include <string_view>
#include <system_error>

namespace pawl::tools {

/// The Error (Fault::io) of whoever got `granted` threads of `wanted`: "WHO: of 16 threads this
/// machine grants 3 (REFUSAL); raise its limit (…), or ADVICE".
Error refused_threads(std::string_view who, std::size_t wanted, std::size_t granted,
                      const std::system_error& refusal, std::string_view advice);

/// The same where the one that it takes is refused: "WHO: this machine grants no thread LOSS
/// (REFUSAL); raise its limit (…)", LOSS being "to watch x, so that …".
Error refused_thread(std::string_view who, const std::system_error& refusal, std::string_view loss);

}  // namespace pawl::tools
