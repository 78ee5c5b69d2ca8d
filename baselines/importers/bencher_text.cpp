// The text of Rust's libtest (`cargo bench` on nightly, or the bencher crate; Criterion's
// `--output-format bencher`): "test NAME ... bench:       1,234 ns/iter (+/- 56) = 81 MB/s".
#include "formats.hpp"
#include "import_text.hpp"

namespace pawl::baselines {
namespace {

bool is_failure(const std::vector<std::string_view>& words) {
  return words.size() == 4 && words[0] == "test" && words[2] == "..." && words[3] == "FAILED";
}

bool is_result(const std::vector<std::string_view>& words) {
  return words.size() >= 6 && words[0] == "test" && words[2] == "..." && words[3] == "bench:";
}

}  // namespace

bool is_bencher_text(const Specimen& specimen) {
  return any_line(specimen.text, [](std::string_view line) { return is_result(words(line)); });
}

Run parse_bencher_text(std::string_view text, std::string_view name) {
  RunBuilder builder;
  for_each_line(text, [&](std::string_view line, std::size_t line_number) {
    const auto its = words(line);
    const auto place = [&] { return std::string(name) + ":" + std::to_string(line_number); };
    if (is_failure(its)) return builder.fail(its[1], place() + ": Rust reports that it failed");
    if (!is_result(its)) return;
    const auto time = number(its[4]);
    if (!time) return builder.leave_out(place() + ": expected a number", "line");
    builder.add_or_note({its[1], "wall_time", its[5], stats::Better::lower, *time}, place);
    const auto rate = its.size() >= 11 && its[8] == "=" ? number(its[9]) : std::nullopt;
    if (rate)
      builder.add_or_note({its[1], "bytes_per_second", its[10], stats::Better::higher, *rate},
                          place);
  });
  note_summary_only(builder, name, "median of each");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
