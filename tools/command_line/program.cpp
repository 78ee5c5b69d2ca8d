#include "program.hpp"

#include "baselines/error.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <exception>
#include <new>
#include <string_view>
#include <system_error>

namespace pawl::tools {

namespace {

const Command* find(const Program& program, const std::string& name) {
  const auto found = std::find_if(program.commands.begin(), program.commands.end(),
                                  [&](const Command& command) { return command.name == name; });
  return found == program.commands.end() ? nullptr : &*found;
}

bool is_group(const Program& program, const std::string& name) {
  return std::any_of(program.commands.begin(), program.commands.end(),
                     [&](const Command& command) { return command.name.starts_with(name + " "); });
}

std::string list_of_commands(const Program& program, const std::string& group) {
  std::size_t width = 0;
  const auto shown = [&](const Command& command) {
    return !command.hidden && command.name.starts_with(group);
  };
  for (const Command& command : program.commands)
    if (shown(command)) width = std::max(width, command.name.size());
  std::string text;
  for (const Command& command : program.commands)
    if (shown(command))
      text += "  " + command.name + std::string(width - command.name.size() + 2, ' ') +
              command.summary + "\n";
  return text;
}

std::string general_help(const Program& program) {
  return program.name + ": " + program.summary + "\n\nusage: " + program.name +
         " COMMAND [OPTION…]\n\n" + list_of_commands(program, "") +
         "\nEvery command has --help with an example.\n";
}

std::string group_help(const Program& program, const std::string& group) {
  const auto first = std::ranges::find_if(program.commands, [&](const Command& command) {
    return command.name.starts_with(group + " ");
  });
  return "usage: " + program.name + " " + group + " COMMAND [OPTION…]\n\n" +
         list_of_commands(program, group + " ") + "\nexample:\n" + first->example + "\n";
}

std::string help(const Program& program, const Command& command) {
  std::string text = "usage: " + program.name + " " + command.name;
  if (!command.arguments.empty()) text += " " + command.arguments;
  text += "\n\n" + command.summary + "\n";
  if (!command.details.empty()) text += "\n" + command.details + "\n";
  std::vector<Option> options = command.options;
  options.insert(options.end(), shared_options().begin(), shared_options().end());
  return text + "\noptions:\n" + describe(options) + "\nexample:\n" + command.example + "\n";
}

std::string version(const Program& program) {
  return program.name + " " PAWL_VERSION "\n";
}

/// Only the last word is held against others: "baseline nosuch" is near to any "baseline …".
Error unknown_command(const Program& program, const std::string& group, const std::string& word) {
  const std::string start = group.empty() ? "" : group + " ";
  std::vector<std::string_view> known;
  for (const Command& command : program.commands)
    if (!command.hidden && command.name.starts_with(start))
      known.push_back(std::string_view(command.name).substr(start.size()));
  const std::string hint = baselines::did_you_mean(word, known);
  return {Fault::usage,
          start + word + ": no such command" +
              (hint.empty() ? "; `" + program.name + " " + start + "--help` lists them" : hint)};
}

/// A word that says nothing would be believed to: `baseline prune lab/core` prunes them all.
void expect_no_more(const Command& command, const Arguments& arguments) {
  const std::vector<std::string>& words = arguments.positional();
  if (words.size() > command.most_words)
    throw Error(Fault::usage,
                ci::plain(words[command.most_words]) + ": " + command.name + " expects " +
                    (command.most_words == 0 ? "options only" : "no more") + "; see --help");
}

int run_command_line(const Program& program, const Command& command,
                     const std::vector<std::string>& rest, Console& console) {
  Arguments arguments = parse(command.options, rest);
  if (!command.takes_command) arguments.take_after_dashes_as_positional();
  console.quiet = arguments.flag("quiet");
  console.verbose = arguments.flag("verbose");
  if (arguments.flag("help")) {
    console.out << help(program, command);
    return 0;
  }
  if (arguments.flag("version")) {
    console.out << version(program);
    return 0;
  }
  expect_no_more(command, arguments);
  // As of an empty variable: all of pawl.toml would be run in its place.
  const bool has_dashes = std::ranges::find(rest, "--") != rest.end();
  if (command.takes_command && has_dashes && arguments.after_dashes().empty())
    throw Error(Fault::usage, "--: expected a command to follow; see --help");
  return static_cast<int>(command.action(arguments, console));
}

/// A command of two words ("baseline update") is looked for first.
int dispatch(const Program& program, const std::vector<std::string>& arguments, Console& console) {
  const std::string& first = arguments.front();
  const std::string two = arguments.size() > 1 ? first + " " + arguments[1] : first;
  if (const Command* command = find(program, two); command != nullptr && arguments.size() > 1)
    return run_command_line(program, *command, {arguments.begin() + 2, arguments.end()}, console);
  if (const Command* command = find(program, first))
    return run_command_line(program, *command, {arguments.begin() + 1, arguments.end()}, console);
  if (!is_group(program, first)) throw unknown_command(program, "", first);
  if (arguments.size() == 1)
    throw Error(Fault::usage,
                first + ": which command? `" + program.name + " " + first + " --help` lists them");
  if (arguments[1] == "--version")
    console.out << version(program);
  else if (arguments[1] == "--help" || arguments[1] == "-h")
    console.out << group_help(program, first);
  else
    throw unknown_command(program, first, arguments[1]);
  return 0;
}

/// "help baseline update" is "baseline update --help".
int help_on(const Program& program, std::vector<std::string> arguments, Console& console) {
  arguments.erase(arguments.begin());
  arguments.erase(std::ranges::find(arguments, "--"), arguments.end());
  arguments.emplace_back("--help");
  return dispatch(program, arguments, console);
}

int run_program(const Program& program, const std::vector<std::string>& arguments,
                Console& console) {
  if (arguments.empty())
    throw Error(Fault::usage, "which command? `" + program.name + " --help` lists them");
  const std::string& first = arguments.front();
  if (first == "help" && arguments.size() > 1 && !arguments[1].starts_with('-'))
    return help_on(program, arguments, console);
  if (first == "--help" || first == "-h" || first == "help") {
    console.out << general_help(program);
  } else if (first == "--version") {
    console.out << version(program);
  } else {
    return dispatch(program, arguments, console);
  }
  return 0;
}

int fail(const Console& console, Fault fault, const std::string& sentence) {
  tell(console, sentence);
  return static_cast<int>(fault);
}

}  // namespace

int run(const Program& program, const std::vector<std::string>& arguments, Console& console) {
  console.program = program.name;
  try {
    const int status = run_program(program, arguments, console);
    if (!console.out.flush())
      throw Error(Fault::io, "standard output: cannot be written (is the disk full?)");
    return status;
  } catch (const Error& error) {
    return fail(console, error.fault, error.what());
  } catch (const std::bad_alloc&) {
    return fail(console, Fault::bug, "out of memory; try with less input");
  } catch (const std::system_error& error) {
    return fail(console, Fault::io,
                std::string("this machine refuses: ") + error.what() +
                    "; see its permissions and limits (ulimit -a)");
  } catch (const std::exception& error) {
    return fail(console, Fault::bug,
                std::string("internal error: ") + error.what() + "; please report it");
  }
}

}  // namespace pawl::tools
