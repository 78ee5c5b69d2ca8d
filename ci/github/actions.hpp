#pragma once
/// What a step of a GitHub Actions job writes for its runner to read: workflow commands on its
/// output; outputs and a summary in files. Everything that came from outside is escaped.

#include "ci/report.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// What a step's summary may hold together; GitHub drops a larger one without a word.
inline constexpr std::size_t largest_summary = std::size_t{1} << 20;  // bytes

enum class Level { error, warning, notice };

struct Annotation {
  Level level;
  std::string title, message;
};

/// "::error title=…::…" and a line break, with "%", line breaks and, in the title, ":" and ","
/// as %25, %0A, %0D, %3A, %2C.
std::string workflow_command(const Annotation& annotation);

/// What GitHub shows of each level for a step.
inline constexpr std::size_t most_annotations_of_a_step = 10;

/// A report's regressions and broken budgets as errors, what is unproven as warnings. Of more than
/// `most` of a level the last says how many there are.
std::vector<Annotation> annotations(const Report& report,
                                    std::size_t most = most_annotations_of_a_step);

/// "NAME<<DELIMITER\nVALUE\nDELIMITER\n" for the file GITHUB_OUTPUT. The delimiter is random, so
/// that a value from outside cannot end itself and set other outputs.
std::string output_entry(std::string_view name, std::string_view value, std::string_view delimiter);

}  // namespace pawl::ci
