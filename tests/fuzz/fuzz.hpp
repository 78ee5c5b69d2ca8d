#pragma once
/// Fuzz targets try one reader of hostile input each on whatever libFuzzer makes up, and demand
/// what holds of any input: that it is read or refused with an Error, and what can be said of what
/// was read. Each layer's targets are a program of their own, so that a target is built without the
/// layers to its right.

#include "baselines/error.hpp"
#include "baselines/text/utf8.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>

namespace pawl::fuzz {

struct Target {
  std::string_view name;
  void (*run)(std::string_view bytes);
  std::size_t most = SIZE_MAX;  ///< bytes of an input that are looked at: more only take time
};

/// Of this program's layer.
std::span<const Target> targets();

/// Ends the program where it does not hold; libFuzzer keeps the input. `shown`: what there is to
/// see.
inline void demand(bool holds, std::string_view law, std::string_view shown = {}) {
  if (holds) return;
  std::fprintf(stderr, "not so: %.*s\n%.*s\n", static_cast<int>(law.size()), law.data(),
               static_cast<int>(shown.size()), shown.data());
  std::abort();
}

inline void demand_text(std::string_view text) {
  demand(baselines::first_invalid_utf8(text) == text.size(), "what is written is UTF-8", text);
}

/// The text up to the next line "====", which is taken away with it: an input of several parts.
inline std::string_view next_part(std::string_view& text) {
  constexpr std::string_view end_of_part = "\n====\n";
  const std::size_t end = text.find(end_of_part);
  const std::string_view part = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + end_of_part.size());
  return part;
}

/// Reads, or is refused with an Error: any other exception is a fault. Whether it was read.
template <typename Read>
bool is_read(Read read) {
  try {
    read();
    return true;
  } catch (const Error&) {
    return false;
  }
}

/// `rewrite` reads what was written, and writes the same.
template <typename Rewrite>
void demand_kept(const std::string& written, Rewrite rewrite) {
  demand_text(written);
  std::string again;
  const bool is_well = is_read([&] { again = rewrite(written); });
  demand(is_well && again == written, "what was written is read as it was", written);
}

}  // namespace pawl::fuzz
