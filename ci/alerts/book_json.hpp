#pragma once
/// The alert book as a file (FORMAT.md, "Alerts"), and as whoever asks for its alerts gets them.

#include "book.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace pawl::ci {

inline constexpr std::size_t largest_alert_book = std::size_t{16} << 20;  ///< bytes

/// The book's file: an alert or a silence a line, ending in a newline.
std::string alert_book_json(const AlertBook& book);

/// Reads the file; `name` stands for it in errors. Throws Error (Fault::input).
AlertBook parse_alert_book(std::string_view text, std::string_view name);

/// `{"id":…,"state":"open",…,"silenced_by":…,"silenced_until":…}`: an alert for people's programs.
void append_alert(std::string& out, const AlertBook& book, const BookedAlert& alert,
                  std::int64_t now);
/// `{"id":…,"benchmark":…,"rule":…,"owner":…,"reason":…,"since":…,"until":…}`
void append_silence(std::string& out, const Silence& silence);

}  // namespace pawl::ci
