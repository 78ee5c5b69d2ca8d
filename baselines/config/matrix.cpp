#include "matrix.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace pawl::baselines {

namespace {

using Values = std::map<std::string, std::string>;

template <typename Visit>
void visit_all(std::vector<std::string>& texts, Visit visit) {
  for (std::string& text : texts) visit(text);
}

template <typename Visit>
void visit_all(std::map<std::string, std::string>& texts, Visit visit) {
  for (auto& [name, text] : texts) visit(text);
}

/// Every text of a benchmark in which a parameter may stand, but its name.
template <typename Visit>
void for_each_text(Benchmark& benchmark, Visit visit) {
  visit_all(benchmark.command, visit);
  visit_all(benchmark.only, visit);
  visit_all(benchmark.environment, visit);
  for (std::string* text :
       {&benchmark.shell, &benchmark.only_shell, &benchmark.directory, &benchmark.stdin_file,
        &benchmark.prepare, &benchmark.setup, &benchmark.teardown, &benchmark.expect_output})
    visit(*text);
  for (PrintedMetric& metric : benchmark.metrics)
    for (std::string* text : {&metric.regex, &metric.json_pointer}) visit(*text);
  if (benchmark.load) {
    Load& load = *benchmark.load;
    visit_all(load.headers, visit);
    for (std::string* text : {&load.url, &load.method, &load.body, &load.body_file,
                              &load.headers_file, &load.expected_body, &load.cacert})
      visit(*text);
  }
  if (benchmark.service) {
    visit_all(benchmark.service->command, visit);
    visit_all(benchmark.service->environment, visit);
    for (std::string* text : {&benchmark.service->shell, &benchmark.service->ready}) visit(*text);
  }
}

/// In one pass, so that nothing is put into what was put in.
std::string with_values(std::string_view text, const Values& values) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t close = text[at] == '{' ? text.find('}', at) : std::string_view::npos;
    const auto found = close == std::string_view::npos
                           ? values.end()
                           : values.find(std::string(text.substr(at + 1, close - at - 1)));
    if (found == values.end()) {
      result += text[at++];
    } else {
      result += found->second;
      at = close + 1;
    }
  }
  return result;
}

bool is_name(std::string_view name) {
  constexpr std::string_view digits = "0123456789", others =
                                                        "abcdefghijklmnopqrstuvwxyz"
                                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ_-";
  return !name.empty() && others.find(name.front()) != std::string_view::npos &&
         std::all_of(name.begin(), name.end(), [&](char c) {
           return digits.find(c) != std::string_view::npos ||
                  others.find(c) != std::string_view::npos;
         });
}

std::string fault_of(Benchmark benchmark, const Parameter& parameter) {
  const std::string place = "{" + parameter.name + "}";
  if (!is_name(parameter.name))
    return "expected a parameter of letters, digits, _ and -, found \"" + parameter.name + "\"";
  if (parameter.values.empty()) return "expected values of " + parameter.name + ", found none";
  if (benchmark.name.find(place) == std::string::npos)
    return "expected " + place + " in the name, so that each value has its own; write name = \"" +
           benchmark.name + "/" + place + "\"";
  bool is_used = false;
  for_each_text(benchmark,
                [&](const std::string& text) { is_used |= text.find(place) != std::string::npos; });
  return is_used ? "" : "expected " + place + " in the command too, found it in the name only";
}

}  // namespace

std::string fault(const Benchmark& benchmark, const std::vector<Parameter>& matrix) {
  std::size_t combinations = 1;
  for (const Parameter& parameter : matrix) {
    if (const std::string fault = fault_of(benchmark, parameter); !fault.empty()) return fault;
    if (parameter.values.size() > most_combinations / combinations)
      return "expected at most " + std::to_string(most_combinations) +
             " combinations, found more; leave some values out";
    combinations *= parameter.values.size();
  }
  return "";
}

std::vector<Benchmark> expanded(const Benchmark& benchmark, const std::vector<Parameter>& matrix) {
  std::vector<Values> combinations = {{}};
  for (const Parameter& parameter : matrix) {
    std::vector<Values> longer;
    for (const Values& values : combinations)
      for (const std::string& value : parameter.values) {
        longer.push_back(values);
        longer.back()[parameter.name] = value;
      }
    combinations = std::move(longer);
  }
  std::vector<Benchmark> all;
  for (const Values& values : combinations) {
    Benchmark one = benchmark;
    const auto put = [&](std::string& text) { text = with_values(text, values); };
    put(one.name);
    for_each_text(one, put);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace pawl::baselines
