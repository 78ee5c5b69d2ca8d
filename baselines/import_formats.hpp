#pragma once
/// The formats of other harnesses: for each, whether a text is of it, and the text as a Run. Each
/// has a file import_NAME.cpp that says where the format is described; import.cpp lists them.

#include "import.hpp"

namespace pawl::baselines {

bool is_google_benchmark(const Specimen& specimen);
Run parse_google_benchmark(std::string_view text, std::string_view name);

bool is_go(const Specimen& specimen);
Run parse_go(std::string_view text, std::string_view name);

bool is_hyperfine(const Specimen& specimen);
Run parse_hyperfine(std::string_view text, std::string_view name);

}  // namespace pawl::baselines
