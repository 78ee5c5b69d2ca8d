#pragma once
/// What the subcommands of `pawl alerts` share; each group of them has a file of its own.

#include "tools/alerts/book_file.hpp"
#include "tools/command_line/command.hpp"

#include <filesystem>

namespace pawl::tools {

Command alerts_list_command();
Command alerts_ack_command();
Command alerts_silence_command();
Command alerts_unsilence_command();
Command alerts_notify_command();

/// The project's alert book, or that of --alerts.
std::filesystem::path alerts_file(const Arguments& arguments, const Console& console);

}  // namespace pawl::tools
