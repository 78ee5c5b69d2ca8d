#include "options.hpp"

#include "baselines/error.hpp"
#include "baselines/text/did_you_mean.hpp"
#include "ci/unicode.hpp"

#include <boost/program_options.hpp>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

namespace po = boost::program_options;

std::string long_name(const Option& option) {
  return option.name.substr(0, option.name.find(','));
}

po::options_description description_of(const std::vector<Option>& options) {
  po::options_description description;
  for (const Option& option : options) {
    if (option.argument.empty()) {
      description.add_options()(option.name.c_str(), "");
    } else {
      description.add_options()(option.name.c_str(), po::value<std::vector<std::string>>(), "");
    }
  }
  return description;
}

std::vector<Option> with_shared(std::vector<Option> options) {
  options.insert(options.end(), shared_options().begin(), shared_options().end());
  return options;
}

std::string sentence(const po::error_with_option_name& error) {
  std::string text = error.what();
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

Error unknown_option(const std::string& name, const std::vector<Option>& options) {
  std::vector<std::string> names;
  for (const Option& option : options) names.push_back("--" + long_name(option));
  const std::vector<std::string_view> known(names.begin(), names.end());
  const std::string hint = baselines::did_you_mean(name, known);
  return {Fault::usage, name + ": no such option" + (hint.empty() ? "; see --help" : hint)};
}

/// What an argument that must not be empty stands for; empty for all others.
std::string_view named_by(std::string_view argument) {
  constexpr std::pair<std::string_view, std::string_view> all[] = {
      {"FILE", "a file"}, {"DIR", "a directory"}, {"DIRECTORY", "a directory"},
      {"RUN", "a run"},   {"REV", "a commit"},    {"TAG", "a tag"}};
  const auto* const found =
      std::ranges::find(all, argument, &std::pair<std::string_view, std::string_view>::first);
  return found == std::end(all) ? std::string_view() : found->second;
}

/// A script's variable that is not set, or a command that failed within $(…). Taken for an option
/// that was not given, it would serve without TLS, lose letters, judge a branch by its own
/// baseline.
void expect_named(const std::string& name, const std::string& value,
                  const std::vector<Option>& options) {
  const auto option = std::ranges::find(options, name, long_name);
  if (option == options.end() || !value.empty()) return;
  if (const std::string_view expected = named_by(option->argument); !expected.empty())
    throw Error(Fault::usage, "--" + name + ": expected " + std::string(expected) +
                                  ", found \"\"; is the variable set that names it?");
}

po::parsed_options read(const std::vector<Option>& options, const std::vector<std::string>& given) {
  namespace style = po::command_line_style;
  const po::options_description description = description_of(options);
  try {
    return po::command_line_parser(given)
        .options(description)
        .style(style::unix_style & ~style::allow_guessing)
        .run();
  } catch (const po::unknown_option& error) {
    throw unknown_option(error.get_option_name(), options);
  } catch (const po::error_with_option_name& error) {
    throw Error(Fault::usage, sentence(error) + "; see --help");
  } catch (const po::error& error) {
    throw Error(Fault::usage, std::string(error.what()) + "; see --help");
  }
}

/// "-o, --output FILE"
std::string heading(const Option& option) {
  const std::size_t comma = option.name.find(',');
  const std::string letter =
      comma == std::string::npos ? "    " : "-" + option.name.substr(comma + 1) + ", ";
  const std::string argument = option.argument.empty() ? "" : " " + option.argument;
  return "  " + letter + "--" + long_name(option) + argument;
}

}  // namespace

bool Arguments::flag(const std::string& name) const {
  return std::any_of(given_.begin(), given_.end(), [&](const Given& g) { return g.name == name; });
}

std::vector<std::string> Arguments::values(const std::string& name) const {
  std::vector<std::string> values;
  for (const Given& given : given_)
    if (given.name == name) values.push_back(given.value);
  return values;
}

std::optional<std::string> Arguments::value(const std::string& name) const {
  const std::vector<std::string> all = values(name);
  if (all.empty()) return std::nullopt;
  return all.back();
}

std::string Arguments::value_or(const std::string& name, const std::string& otherwise) const {
  return value(name).value_or(otherwise);
}

std::optional<std::size_t> Arguments::count(const std::string& name, std::size_t low,
                                            std::size_t high) const {
  const std::optional<std::string> text = value(name);
  if (!text) return std::nullopt;
  std::size_t number = 0;
  const char* end = text->data() + text->size();
  const auto [stop, error] = std::from_chars(text->data(), end, number);
  if (error != std::errc() || stop != end || number < low || number > high)
    throw Error(Fault::usage, "--" + name + ": expected a whole number from " +
                                  std::to_string(low) + " to " + std::to_string(high) +
                                  ", found \"" + *text + "\"");
  return number;
}

void Arguments::take_after_dashes_as_positional() {
  positional_.insert(positional_.end(), after_dashes_.begin(), after_dashes_.end());
  after_dashes_.clear();
}

const std::vector<Option>& shared_options() {
  static const std::vector<Option> options = {
      {"help,h", "", "this text"},
      {"version", "", "the version of this program"},
      {"quiet,q", "", "say nothing but errors and the result"},
      {"verbose,v", "", "say more: which files are used"},
  };
  return options;
}

Option output_option(const std::string& what) {
  return {"output,o", "FILE", "write " + what + " to FILE (default: standard output)"};
}

Option format_option(const std::string& formats) {
  return {"format", "FORMAT", formats};
}

Arguments parse(const std::vector<Option>& options, const std::vector<std::string>& given) {
  const auto dashes = std::find(given.begin(), given.end(), "--");
  Arguments arguments;
  if (dashes != given.end()) arguments.after_dashes_.assign(dashes + 1, given.end());
  for (const po::option& option : read(with_shared(options), {given.begin(), dashes}).options) {
    if (option.position_key >= 0 || option.string_key.empty()) {
      arguments.positional_.insert(arguments.positional_.end(), option.value.begin(),
                                   option.value.end());
    } else {
      const std::string value = option.value.empty() ? "" : option.value.front();
      expect_named(option.string_key, value, options);
      arguments.given_.push_back({option.string_key, value});
    }
  }
  return arguments;
}

std::string describe(const std::vector<Option>& options) {
  std::size_t width = 0;
  for (const Option& option : options) width = std::max(width, ci::columns(heading(option)));
  std::string text;
  for (const Option& option : options) {
    const std::string head = heading(option);
    text += head + std::string(width - ci::columns(head) + 2, ' ') + option.help + "\n";
  }
  return text;
}

}  // namespace pawl::tools
