// benchmark.js's text, `String(event.target)`: "NAME x 26,415,838 ops/sec ±41.21% (5 runs
// sampled)"; of one that threw an Error, "NAME: " and nothing. Another thing thrown follows it, as
// anything may in a line that is no result.
#include "formats.hpp"
#include "import_text.hpp"

namespace pawl::baselines {
namespace {

struct Result {
  std::string_view name;
  double rate = 0;
};

std::optional<Result> result(std::string_view line) {
  const std::size_t end = line.find(" ops/sec ");
  if (end == std::string_view::npos || line.find("sampled)") == std::string_view::npos)
    return std::nullopt;
  const std::size_t times = line.rfind(" x ", end);
  if (times == std::string_view::npos) return std::nullopt;
  const auto rate = number(line.substr(times + 3, end - times - 3));
  if (!rate) return std::nullopt;
  return Result{line.substr(0, times), *rate};
}

std::optional<std::string_view> one_that_threw(std::string_view line) {
  constexpr std::string_view nothing = ": ";
  if (!line.ends_with(nothing) || line.size() == nothing.size()) return std::nullopt;
  return line.substr(0, line.size() - nothing.size());
}

}  // namespace

bool is_benchmark_js(const Specimen& specimen) {
  return any_line(specimen.text, [](std::string_view line) { return result(line).has_value(); });
}

Run parse_benchmark_js(std::string_view text, std::string_view name) {
  RunBuilder builder;
  OwnNames names;  // of suites, which the text does not name
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    if (const auto its = result(line))
      builder.add_or_note(
          {names.of(std::string(its->name)), "throughput", "1/s", stats::Better::higher, its->rate},
          [&] { return std::string(name) + ":" + std::to_string(number); });
    else if (const auto its_name = one_that_threw(line))
      builder.fail(names.of(std::string(*its_name)), "threw an error");
  });
  note_summary_only(builder, name, "mean rate of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
