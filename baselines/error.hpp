#pragma once
/// An Error is something only the user can mend: one sentence with its place and the way out.
///
/// Whatever a caller could handle is an optional or a variant instead, and whatever the reader of a
/// report should know is data in the report (ARCHITECTURE.md, Errors).

#include <stdexcept>
#include <string>
#include <string_view>

namespace pawl {

/// Whose fault it is; the values are the exit statuses.
enum class Fault {
  usage = 2,   ///< the command line
  input = 3,   ///< a file's contents or the configuration
  io = 4,      ///< this machine: disk, permissions, processes
  remote = 5,  ///< a service on the network
  bug = 70,    ///< ours
};

struct Error : std::runtime_error {
  /// `sentence` reads "place: expected, found; what to do", without a full stop.
  Error(Fault whose, const std::string& sentence) : std::runtime_error(sentence), fault(whose) {}
  Fault fault;
};

/// "PLACE: …, ERRNO's text": an I/O error from errno as it stands.
Error io_error(std::string_view place, std::string_view what);

/// Runs `action`; an Error that comes out of it says "DOING: " before its sentence and keeps its
/// fault. Example: `during("reading main.json", [&] { return parse(text); })`.
template <typename Action>
auto during(std::string_view doing, Action action) -> decltype(action()) {
  try {
    return action();
  } catch (const Error& error) {
    throw Error(error.fault, std::string(doing) + ": " + error.what());
  }
}

}  // namespace pawl
