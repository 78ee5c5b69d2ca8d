#pragma once
/// Options are what a command accepts; Arguments are what it was given.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

struct Option {
  std::string name;      ///< "output,o": long name and, where there is one, a letter
  std::string argument;  ///< "FILE"; empty: a flag
  std::string help;      ///< "where to write the run"
};

/// The parsed command line of one command. Options may be given more than once.
class Arguments {
 public:
  bool flag(const std::string& name) const;
  /// The last one given.
  std::optional<std::string> value(const std::string& name) const;
  std::vector<std::string> values(const std::string& name) const;
  std::string value_or(const std::string& name, const std::string& otherwise) const;
  /// A whole number within [low, high]; Error (Fault::usage) otherwise.
  std::optional<std::size_t> count(const std::string& name, std::size_t low,
                                   std::size_t high) const;

  /// What is no option, without what follows "--" where the command tells it apart.
  const std::vector<std::string>& positional() const { return positional_; }
  /// What follows "--".
  const std::vector<std::string>& after_dashes() const { return after_dashes_; }
  /// Of a command that takes no other one: "--" only ended its options, so that a file or benchmark
  /// may begin with a dash.
  void take_after_dashes_as_positional();

 private:
  friend Arguments parse(const std::vector<Option>& options, const std::vector<std::string>& given);
  struct Given {
    std::string name, value;
  };
  std::vector<Given> given_;
  std::vector<std::string> positional_;
  std::vector<std::string> after_dashes_;
};

/// What every command accepts: --help, --version, --quiet, --verbose.
const std::vector<Option>& shared_options();

/// For commands that write one thing: -o FILE; and with that a choice of --format.
Option output_option(const std::string& what);
Option format_option(const std::string& formats);

/// Reads a command line by the command's and the shared options. Error (Fault::usage) with "did you
/// mean" for what it does not know. A FILE, DIR, DIRECTORY, RUN, REV or TAG
/// is never empty.
Arguments parse(const std::vector<Option>& options, const std::vector<std::string>& given);

/// The options aligned, one a line, as --help shows them.
std::string describe(const std::vector<Option>& options);

}  // namespace pawl::tools
