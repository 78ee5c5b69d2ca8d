#pragma once
/// What the reader of a report should do now, which depends on the command that made it. Pawl's own
/// words alone, inert wherever they are shown: what was typed is not repeated, since it may be
/// secret, or not be what it seems where it is copied into a shell.

#include "report.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// Where it is read, and so how its reader answers: by a comment, or by a command.
enum class Reader : std::uint8_t { pull_request, terminal };

/// In whole sentences with commands in back-quotes; empty when there is nothing to do.
std::vector<std::string> advice(const Report& report, Reader reader);

/// The command that makes such a report again, with words in capitals for what it is given:
/// "pawl compare BEFORE NOW".
std::string_view again(MadeBy command);

}  // namespace pawl::ci
