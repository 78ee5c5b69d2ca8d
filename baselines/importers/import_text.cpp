#include "import_text.hpp"

#include "baselines/text/ascii_case.hpp"
#include "baselines/unit.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace pawl::baselines {
namespace {

constexpr std::string_view summary_only = ": good for budgets, not for comparing";

}  // namespace

std::vector<std::string_view> words(std::string_view line) {
  constexpr std::string_view blanks = " \t\r";
  std::vector<std::string_view> all;
  for (std::size_t at = line.find_first_not_of(blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(line.find_first_of(blanks, at), line.size());
    all.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(blanks, end);
  }
  return all;
}

std::optional<Measured> measured(std::string_view word) {
  double value = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), value);
  if (failure != std::errc{} || !std::isfinite(value)) return std::nullopt;
  return Measured{value, word.substr(static_cast<std::size_t>(end - word.data()))};
}

std::optional<double> number(std::string_view word) {
  constexpr std::size_t none = std::string::npos, group = 3;
  std::string digits(word);
  std::size_t comma = digits.find(',');
  const bool begins_well = comma > 0 && comma <= group && digits.front() != '0';
  if (comma != none && !begins_well) return std::nullopt;
  for (; comma != none; comma = digits.find(',', comma)) {
    const std::size_t end = digits.find_first_not_of("0123456789", comma + 1);
    if (std::min(end, digits.size()) != comma + 1 + group) return std::nullopt;
    digits.erase(comma, 1);
  }
  return plain_number(digits);
}

std::string OwnNames::of(const std::string& name) {
  std::string own = name;
  for (std::size_t& times = times_[name]; times_[own] > 0;)
    own = name + " (" + std::to_string(++times) + ")";
  ++times_[own];
  return own;
}

std::string_view OwnNames::unnumbered(std::string_view name) {
  const std::size_t open = name.rfind(" (");
  if (open == std::string_view::npos || open == 0 || !name.ends_with(')')) return name;
  const std::string_view number = name.substr(open + 2, name.size() - open - 3);
  const bool is_number = !number.empty() && std::ranges::all_of(number, is_digit) &&
                         number.front() != '0' && number != "1";
  return is_number ? name.substr(0, open) : name;
}

void tell_failed_requests(RunBuilder& builder, std::string_view benchmark,
                          const Requests& requests) {
  const auto [all, failed] = requests;
  if (!(failed > 0)) return;
  std::string told = shortest(failed) + " of " + shortest(all) + " requests failed";
  if (failed > tolerable_failures * all) return builder.fail(benchmark, std::move(told));
  builder.note(std::string(benchmark) + ": " + told);
}

void tell_failed_requests(RunBuilder& builder, const std::map<std::string, Requests>& targets) {
  for (const auto& [target, requests] : targets) tell_failed_requests(builder, target, requests);
}

bool says_summary_only(std::string_view note) {
  return note.ends_with(summary_only);
}

void note_summary_only(RunBuilder& builder, std::string_view what, std::string_view statistic) {
  if (builder.run().series.empty()) return;
  builder.note(std::string(what) + ": holds no raw samples, only the " + std::string(statistic) +
               std::string(summary_only));
}

}  // namespace pawl::baselines
