#pragma once
/// Files: the only access to disk that Pawl's formats have. A file is replaced whole or not at all.

#include "error.hpp"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace pawl::baselines {

/// What a file may weigh before it is refused: 1 GiB, a table of fifty million values. What JSON
/// costs beyond its text is bounded by json_document.hpp.
inline constexpr std::size_t largest_file = std::size_t{1} << 30;

/// The Error (Fault::input) for what weighs more than `largest` bytes.
Error too_large(std::string_view place, std::size_t largest);

/// The whole contents. Throws Error (Fault::io) when it is absent, unreadable or a directory, and
/// (Fault::input) beyond `largest` bytes.
std::string read_file(const std::filesystem::path& path, std::size_t largest = largest_file);

/// The same of standard input, whatever it is connected to: /dev/stdin cannot be opened where that
/// is a socket.
std::string read_standard_input(std::size_t largest = largest_file);

/// As read_file, but nullopt when there is no such file: the caller has a plan B.
std::optional<std::string> read_file_if_present(const std::filesystem::path& path,
                                                std::size_t largest = largest_file);

/// What `path` leads to through symbolic links of its last part, whether it is there or not: what
/// write_file would replace. Throws Error (Fault::io) where they lead in a circle.
std::filesystem::path followed(std::filesystem::path path);

/// Replaces `path` by `contents` atomically: a reader, a crash or a full disk meets the old file or
/// the new one, never a part. Makes missing parent directories; keeps the old file's permissions.
/// Through a symbolic link the target is replaced. Devices, pipes and sockets (/dev/null,
/// /dev/stdout) are written to where they are. Throws Error (Fault::io).
void write_file(const std::filesystem::path& path, std::string_view contents);

/// Adds `contents` at the end of `path`, which is made when missing. Not atomic: for files that
/// grow by design, as a CI step's summary. Throws Error (Fault::io).
void append_to_file(const std::filesystem::path& path, std::string_view contents);

}  // namespace pawl::baselines
