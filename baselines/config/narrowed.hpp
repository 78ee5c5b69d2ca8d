#pragma once
/// A narrowed benchmark measures some of what its harness prints, where `only` says how.

#include "benchmark.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// The benchmark with its `only` in the place of its command, and in that the names for `{names}`
/// and `{regex}`, as the harness itself calls them (own_names() in import.hpp): `{names}` an
/// argument, or a quoted word of a shell line, each; `{regex}` one expression that matches just
/// these as wholes. As it was where it has no `only`, `names` is empty, or they are more than a
/// command line takes (30,000 bytes).
Benchmark narrowed(Benchmark benchmark, const std::vector<std::string>& names);

/// Whether it has an `only`.
bool can_be_narrowed(const Benchmark& benchmark);

/// A sentence's end where `only` cannot be narrowed by: "expected …". Empty where it can, or there
/// is none.
std::string fault_of_only(const Benchmark& benchmark);

}  // namespace pawl::baselines
