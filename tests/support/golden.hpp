#pragma once
/// A golden file holds what a program is expected to print, byte by byte: tests/golden/NAME.
///
/// `UPDATE_GOLDEN=1 meson test -C build` rewrites those that differ; the tests that did so then
/// count as skipped (status 77), so that a rewrite is never taken for a pass.

#include <string>
#include <string_view>

namespace pawl::tests {

/// Checks (Boost.Test) that `actual` is what tests/golden/NAME holds, naming the first line that
/// differs.
void check_golden(std::string_view name, const std::string& actual);

/// How many golden files this process rewrote.
int golden_files_rewritten();

}  // namespace pawl::tests
