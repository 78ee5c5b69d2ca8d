#pragma once
/// A Command is one word (or two: "baseline update") of the program: what it accepts and does.
/// One file of commands/ each, and one row of the table in cli.cpp.

#include "ci/render/text.hpp"
#include "ci/render/text_table.hpp"
#include "console.hpp"
#include "options.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::tools {

/// The exit statuses that are results; those of errors are Fault's values.
enum class Status { pass = 0, regression = 1, inconclusive = 6 };

inline constexpr std::size_t any_number = SIZE_MAX;

struct Command {
  std::string name{};          ///< "run"
  std::string arguments{};     ///< "[NAME-REGEX…] [-- COMMAND ARG…]"
  std::size_t most_words = 0;  ///< that are no options; more are refused before it acts
  bool takes_command = false;  ///< after "--"; of others it ends the options
  std::string summary{};       ///< half a line, for the list of commands
  std::string details{};       ///< whole paragraphs for --help; may be empty
  std::vector<Option> options{};
  std::string example{};  ///< lines that can be pasted
  Status (*action)(const Arguments& arguments, Console& console) = nullptr;
  bool hidden = false;  ///< not in the list of commands
};

/// How `out` shows text: in colour and within the terminal's width, where it is one.
ci::TextOptions text_options(const Console& console);

/// The table as `out` shows it.
std::string shown(const ci::TextTable& table, const Console& console);

/// The one word that is no option. Error (Fault::usage) opening with `expected`, "check: expected
/// one run", where there are none or several, and naming --help.
const std::string& only_word(const Arguments& arguments, std::string_view expected);

/// Of --format text|json: Error (Fault::usage) for another.
bool wants_json(const Arguments& arguments);

/// The file of -o of a command that prints something else; empty where -o is not given. Error
/// (Fault::usage) for "-", which would mix the two, and for "".
std::string output_beside_print(const Arguments& arguments);

/// Error (Fault::io) where the file of -o cannot be written: known before hours of measuring rather
/// than after.
void expect_writable_output(const Arguments& arguments);

/// Error (Fault::usage) where -o names one of these files, or of the command's words, which are
/// read: what is written, "the report", would take its place.
void expect_output_beside_input(const Arguments& arguments, std::string_view written,
                                const std::vector<std::string>& inputs);
void expect_output_beside_input(const Arguments& arguments, std::string_view written);

/// Writes `text` to the file of -o, or to `out` when there is none (or it is "-").
void write_output(const Arguments& arguments, Console& console, std::string_view text);

}  // namespace pawl::tools
