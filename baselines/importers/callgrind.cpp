// Valgrind's callgrind and cachegrind outputs: the head and the line "summary:" or "totals:" of
// their format ("Callgrind Format Specification", valgrind.org). Counts are the whole program's.
#include "formats.hpp"
#include "import_text.hpp"

namespace pawl::baselines {
namespace {

/// What follows `key` in the line; empty when it begins otherwise.
std::string_view after(std::string_view line, std::string_view key) {
  if (!line.starts_with(key)) return {};
  const std::size_t first = line.find_first_not_of(' ', key.size());
  return first == std::string_view::npos ? std::string_view() : line.substr(first);
}

std::string_view metric(std::string_view event) {
  return event == "Ir" ? "instructions" : event;
}

}  // namespace

bool is_callgrind(const Specimen& specimen) {
  return any_line(specimen.text.substr(0, 4096),
                  [](std::string_view line) { return line.starts_with("events: "); }) &&
         any_line(specimen.text.substr(0, 4096), [](std::string_view line) {
           return line.starts_with("cmd:") || line.starts_with("creator:");
         });
}

Run parse_callgrind(std::string_view text, std::string_view name) {
  std::string command = "callgrind";
  std::vector<std::string_view> events, counts;
  for_each_line(text, [&](std::string_view line, std::size_t) {
    if (const auto its = after(line, "cmd:"); !its.empty()) command = its;
    if (const auto its = after(line, "events:"); !its.empty()) events = words(its);
    if (const auto its = after(line, "summary:"); !its.empty()) counts = words(its);
    if (const auto its = after(line, "totals:"); !its.empty()) counts = words(its);
  });
  RunBuilder builder;
  for (std::size_t i = 0; i < events.size() && i < counts.size(); ++i)
    if (const auto count = number(counts[i]))
      builder.add_or_note({command, metric(events[i]), "1", stats::Better::lower, *count},
                          [&] { return std::string(name); });
  for (Series& series : builder.run().series) set_mark(series, exact_mark);
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
