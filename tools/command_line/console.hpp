#pragma once
/// A Console is all that the program knows of the world outside its arguments and files: streams,
/// environment, clock. Made anew in each test, so that the whole program runs in-process.

#include "ci/environment.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <ostream>
#include <string>

namespace pawl::tools {

using ci::Environment;

struct Console {
  std::ostream& out;  ///< data only
  std::ostream& err;  ///< errors, notes, progress
  Environment environment{};
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t width = 80;  ///< columns of the terminal
  /// What the time is. It may be set meanwhile, so that what took how long is `stopwatch`'s matter.
  std::function<std::chrono::system_clock::time_point()> clock = std::chrono::system_clock::now;
  std::function<std::chrono::steady_clock::time_point()> stopwatch = std::chrono::steady_clock::now;
  std::string program = "pawl";  ///< what opens each sentence on err
  bool quiet = false;            ///< nothing on err but errors
  bool verbose = false;          ///< also how things were found out
};

/// The real one: std::cout, std::cerr, environ.
Console process_console();

/// The variable's value; empty when it is not set.
std::string variable(const Console& console, const std::string& name);

/// The login name of the user whose process this is; empty where the system has none, as in a
/// container that runs under a number.
std::string login_name();

/// Whether a program of this name is found by the environment's PATH.
bool is_on_path(const Environment& environment, const std::string& program);

/// Whether `out` wants colour: a terminal, not dumb, without NO_COLOR.
bool wants_colour(const Console& console);

/// Whether this is a job of GitHub Actions, whose log has groups.
bool is_github_actions(const Console& console);

/// The clock's time in seconds since 1970.
std::int64_t now_of(const Console& console);

/// The clock's time as RFC 3339 in UTC: "2026-11-23T22:41:05Z".
std::string timestamp(const Console& console);

/// A sentence on err, whoever wrote its parts: one line by `ci::plain`, cut after 4,000 characters.
/// Errors and notes are said by this alone.
void tell(const Console& console, const std::string& sentence);

/// The same, unless --quiet.
void note(const Console& console, const std::string& sentence);

/// A sentence on err with --verbose only: how the command came by its choices.
void detail(const Console& console, const std::string& sentence);

}  // namespace pawl::tools
