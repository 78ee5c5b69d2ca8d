#include "command.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

namespace pawl::tools {

ci::TextOptions text_options(const Console& console) {
  return {.colour = wants_colour(console), .width = console.out_is_terminal ? console.width : 0};
}

std::string shown(const ci::TextTable& table, const Console& console) {
  const auto [colour, width] = text_options(console);
  return table.str(colour, width);
}

const std::string& only_word(const Arguments& arguments, std::string_view expected) {
  const std::vector<std::string>& words = arguments.positional();
  if (words.size() != 1)
    throw Error(Fault::usage, std::string(expected) + ", found " + std::to_string(words.size()) +
                                  " (--help shows an example)");
  return words.front();
}

bool wants_json(const Arguments& arguments) {
  const std::string format = arguments.value_or("format", "text");
  if (format != "text" && format != "json")
    throw Error(Fault::usage, "--format: expected text or json, found \"" + format + "\"");
  return format == "json";
}

std::string output_beside_print(const Arguments& arguments) {
  std::string path = arguments.value_or("output", "");
  if (path == "-")
    throw Error(Fault::usage,
                "-o: expected a file, found \"-\"; `--format json` prints the report instead");
  return path;
}

void expect_output_beside_input(const Arguments& arguments, std::string_view written,
                                const std::vector<std::string>& inputs) {
  const std::string output = arguments.value_or("output", "-");
  std::error_code ignored;
  for (const std::string& input : inputs)
    if (std::filesystem::equivalent(input, output, ignored))
      throw Error(Fault::usage, "-o " + output + ": " + std::string(written) +
                                    " would take the place of what it is made of; name another "
                                    "file");
}

void expect_output_beside_input(const Arguments& arguments, std::string_view written) {
  expect_output_beside_input(arguments, written, arguments.positional());
}

void expect_writable_output(const Arguments& arguments) {
  const std::filesystem::path path = arguments.value_or("output", "-");
  if (path == "-") return;
  const std::filesystem::path folder = path.has_parent_path() ? path.parent_path() : ".";
  std::error_code failure;
  const std::filesystem::file_status there = std::filesystem::status(path, failure);
  errno = is_directory(there) ? EISDIR : failure.value();
  if (is_directory(there) || !status_known(there))
    throw io_error(path.string(), "cannot be written");
  const bool is_written_in_place = is_other(there);  // /dev/null, a pipe
  if (!is_written_in_place && std::filesystem::exists(folder, failure) &&
      ::access(folder.c_str(), W_OK) != 0)
    throw io_error(path.string(), "cannot be written");
}

void write_output(const Arguments& arguments, Console& console, std::string_view text) {
  const std::string path = arguments.value_or("output", "-");
  if (path == "-") {
    console.out << text;
  } else {
    baselines::write_file(path, text);
  }
}

}  // namespace pawl::tools
