#include "cli.hpp"

#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "command.hpp"
#include "commands/commands.hpp"

#include <algorithm>
#include <exception>
#include <new>

namespace pawl::tools {

namespace {

const std::vector<Command>& commands() {
  static const std::vector<Command> table = {
      run_command(),
  };
  return table;
}

const Command* find(const std::string& name) {
  const auto found = std::find_if(commands().begin(), commands().end(),
                                  [&](const Command& command) { return command.name == name; });
  return found == commands().end() ? nullptr : &*found;
}

bool is_group(const std::string& name) {
  return std::any_of(commands().begin(), commands().end(),
                     [&](const Command& command) { return command.name.starts_with(name + " "); });
}

std::string list_of_commands(const std::string& group) {
  std::size_t width = 0;
  const auto shown = [&](const Command& command) {
    return !command.hidden && command.name.starts_with(group);
  };
  for (const Command& command : commands())
    if (shown(command)) width = std::max(width, command.name.size());
  std::string text;
  for (const Command& command : commands())
    if (shown(command))
      text += "  " + command.name + std::string(width - command.name.size() + 2, ' ') +
              command.summary + "\n";
  return text;
}

std::string general_help() {
  return "pawl: a gate for performance regressions\n\nusage: pawl COMMAND [OPTION…]\n\n" +
         list_of_commands("") + "\nEvery command has --help with an example.\n";
}

std::string group_help(const std::string& group) {
  return "usage: pawl " + group + " COMMAND [OPTION…]\n\n" + list_of_commands(group + " ");
}

std::string help(const Command& command) {
  std::string text = "usage: pawl " + command.name;
  if (!command.arguments.empty()) text += " " + command.arguments;
  text += "\n\n" + command.summary + "\n";
  if (!command.details.empty()) text += "\n" + command.details + "\n";
  std::vector<Option> options = command.options;
  options.insert(options.end(), shared_options().begin(), shared_options().end());
  return text + "\noptions:\n" + describe(options) + "\nexample:\n" + command.example + "\n";
}

Error unknown_command(const std::string& name) {
  return {Fault::usage, name + ": no such command; `pawl --help` lists them"};
}

int run_command_line(const Command& command, const std::vector<std::string>& rest,
                     Console& console) {
  const Arguments arguments = parse(command.options, rest);
  console.quiet = arguments.flag("quiet");
  console.verbose = arguments.flag("verbose");
  if (arguments.flag("help")) {
    console.out << help(command);
    return 0;
  }
  if (arguments.flag("version")) {
    console.out << "pawl " PAWL_VERSION "\n";
    return 0;
  }
  return static_cast<int>(command.action(arguments, console));
}

/// A command of two words ("baseline update") is looked for first.
int dispatch(const std::vector<std::string>& arguments, Console& console) {
  const std::string& first = arguments.front();
  const std::string two = arguments.size() > 1 ? first + " " + arguments[1] : first;
  if (const Command* command = find(two); command != nullptr && arguments.size() > 1)
    return run_command_line(*command, {arguments.begin() + 2, arguments.end()}, console);
  if (const Command* command = find(first))
    return run_command_line(*command, {arguments.begin() + 1, arguments.end()}, console);
  if (!is_group(first)) throw unknown_command(first);
  if (arguments.size() == 1)
    throw Error(Fault::usage, first + ": which command?\n" + group_help(first));
  if (arguments[1] != "--help" && arguments[1] != "-h") throw unknown_command(two);
  console.out << group_help(first);
  return 0;
}

int run_program(const std::vector<std::string>& arguments, Console& console) {
  if (arguments.empty()) throw Error(Fault::usage, "which command?\n" + general_help());
  const std::string& first = arguments.front();
  if (first == "--help" || first == "-h" || first == "help") {
    console.out << general_help();
  } else if (first == "--version") {
    console.out << "pawl " PAWL_VERSION "\n";
  } else {
    return dispatch(arguments, console);
  }
  return 0;
}

int fail(Console& console, Fault fault, const std::string& sentence) {
  console.err << "pawl: " << sentence << std::endl;
  return static_cast<int>(fault);
}

}  // namespace

int cli(const std::vector<std::string>& arguments, Console& console) {
  try {
    const int status = run_program(arguments, console);
    if (!console.out.flush())
      throw Error(Fault::io, "standard output: cannot be written (is the disk full?)");
    return status;
  } catch (const Error& error) {
    return fail(console, error.fault, error.what());
  } catch (const std::bad_alloc&) {
    return fail(console, Fault::bug, "out of memory; try with less input");
  } catch (const std::exception& error) {
    return fail(console, Fault::bug,
                std::string("internal error: ") + error.what() + "; please report it");
  }
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
