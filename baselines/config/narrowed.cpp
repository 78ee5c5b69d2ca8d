#include "narrowed.hpp"

#include "baselines/importers/import.hpp"
#include "baselines/text/shell_word.hpp"

#include <algorithm>
#include <utility>

namespace pawl::baselines {

namespace {

constexpr std::string_view names_place = "{names}", regex_place = "{regex}";
constexpr std::size_t most_bytes = 30'000;  // quoted, a word may have 128 KiB

std::vector<std::string> own_names(const Benchmark& benchmark,
                                   const std::vector<std::string>& names) {
  std::vector<std::string> all;
  for (const std::string& name : names)
    for (std::string& own : baselines::own_names(benchmark.import, name))
      if (std::ranges::find(all, own) == all.end()) all.push_back(std::move(own));
  return all;
}

/// Of what ECMAScript, POSIX (extended), RE2, Java, Python and Rust have in common.
std::string escaped(std::string_view name) {
  std::string result;
  for (const char c : name) {
    if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string regex_of(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "^(" : "|") + escaped(name);
  return result + ")$";
}

std::string shell_words(const std::vector<std::string>& names) {
  std::string result;
  for (const std::string& name : names) result += (result.empty() ? "" : " ") + shell_word(name);
  return result;
}

/// In one pass, since a name may look like a place.
std::string put(std::string_view text, std::string_view regex, std::string_view names) {
  std::string result;
  while (!text.empty()) {
    const std::string_view place = text.starts_with(regex_place)   ? regex_place
                                   : text.starts_with(names_place) ? names_place
                                                                   : std::string_view();
    result += place.empty() ? text.substr(0, 1) : place == regex_place ? regex : names;
    text.remove_prefix(std::max<std::size_t>(place.size(), 1));
  }
  return result;
}

bool holds(std::string_view text, std::string_view place) {
  return text.find(place) != std::string_view::npos;
}

}  // namespace

bool can_be_narrowed(const Benchmark& benchmark) {
  return !benchmark.only.empty() || !benchmark.only_shell.empty();
}

Benchmark narrowed(Benchmark benchmark, const std::vector<std::string>& names) {
  if (!can_be_narrowed(benchmark)) return benchmark;
  const std::vector<std::string> own = own_names(benchmark, names);
  const std::string regex = regex_of(own);
  if (own.empty() || regex.size() > most_bytes) return benchmark;
  benchmark.command.clear();
  for (const std::string& word : std::exchange(benchmark.only, {}))
    if (word == names_place)
      benchmark.command.insert(benchmark.command.end(), own.begin(), own.end());
    else
      benchmark.command.push_back(put(word, regex, names_place));
  benchmark.shell =
      put(std::exchange(benchmark.only_shell, ""), shell_word(regex), shell_words(own));
  return benchmark;
}

std::string fault_of_only(const Benchmark& benchmark) {
  std::vector<std::string> words = benchmark.only;
  if (!benchmark.only_shell.empty()) words.push_back(benchmark.only_shell);
  if (words.empty()) return "";
  if (benchmark.import.empty() || benchmark.load)
    return "expected an import, of whose output it measures some; leave it out";
  const auto any = [&](auto holds_place) { return std::ranges::any_of(words, holds_place); };
  if (!any([](const std::string& word) {
        return holds(word, names_place) || holds(word, regex_place);
      }))
    return "expected {regex} or {names} in it, in whose place what is measured is put";
  if (std::ranges::any_of(benchmark.only, [](const std::string& word) {
        return word != names_place && holds(word, names_place);
      }))
    return "expected {names} as an argument of its own, since each name is one; or use {regex}";
  return "";
}

}  // namespace pawl::baselines
