#include "console.hpp"

#include "baselines/instant.hpp"
#include "ci/inert.hpp"

#include <pwd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <iostream>
#include <sstream>

namespace pawl::tools {

namespace {

Environment process_environment() {
  Environment environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string text = *entry;
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) environment[text.substr(0, equals)] = text.substr(equals + 1);
  }
  return environment;
}

std::size_t terminal_width(int descriptor) {
  winsize size{};
  const bool known = ::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 80;
}

}  // namespace

Console process_console() {
  return {.out = std::cout,
          .err = std::cerr,
          .environment = process_environment(),
          .out_is_terminal = ::isatty(STDOUT_FILENO) != 0,
          .err_is_terminal = ::isatty(STDERR_FILENO) != 0,
          .width = terminal_width(STDOUT_FILENO)};
}

std::string variable(const Console& console, const std::string& name) {
  return ci::variable(console.environment, name);
}

std::string login_name() {
  const passwd* const entry = ::getpwuid(::geteuid());
  return entry == nullptr ? "" : entry->pw_name;
}

bool is_on_path(const Environment& environment, const std::string& program) {
  std::istringstream path(ci::variable(environment, "PATH"));
  for (std::string directory; std::getline(path, directory, ':');)
    if (::access((std::filesystem::path(directory) / program).c_str(), X_OK) == 0) return true;
  return false;
}

bool wants_colour(const Console& console) {
  return console.out_is_terminal && variable(console, "NO_COLOR").empty() &&
         variable(console, "TERM") != "dumb";
}

bool is_github_actions(const Console& console) {
  return variable(console, "GITHUB_ACTIONS") == "true";
}

std::int64_t now_of(const Console& console) {
  return std::chrono::floor<std::chrono::seconds>(console.clock().time_since_epoch()).count();
}

std::string timestamp(const Console& console) {
  return baselines::instant_text(now_of(console));
}

void tell(const Console& console, const std::string& sentence) {
  constexpr std::size_t longest = 4000;
  console.err << console.program << ": " << ci::plain(sentence, longest) << std::endl;
}

void note(const Console& console, const std::string& sentence) {
  if (!console.quiet) tell(console, sentence);
}

void detail(const Console& console, const std::string& sentence) {
  if (console.verbose) tell(console, sentence);
}

}  // namespace pawl::tools
