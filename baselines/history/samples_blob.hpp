#pragma once
/// A samples blob is the values of one series of one run as bytes, for a database: sessions of
/// launches of values, back to the last bit. FORMAT.md describes it.
///
/// Timings are mostly whole nanoseconds: values that are all k / 10^d for whole k are kept as
/// differences of k, 2 to 3 bytes a value; others take 8.

#include "stats/sample.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

using Sessions = std::vector<stats::Sample::Session>;

/// The blob of these values, all finite.
std::string pack_samples(const Sessions& sessions);

/// Appends the eight bytes of an IEEE double, the lowest first.
void append_double(std::string& out, double value);

/// Throws Error (Fault::input) when the blob is none, or of a newer version.
Sessions unpack_samples(std::string_view blob);

}  // namespace pawl::baselines
