#pragma once
/// CSV in long form: one value a row, `benchmark,metric,unit,better,run,launch,value` (FORMAT.md).

#include "history.hpp"
#include "run.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::baselines {

/// Reads the records of a CSV text one after the other (RFC 4180; CRLF or LF; empty lines are
/// skipped).
class CsvReader {
 public:
  /// `name` stands for the file in errors. Both must outlive the reader.
  CsvReader(std::string_view name, std::string_view text) : name_(name), text_(text) {}
  /// The next record's fields; false at the end. Throws Error (Fault::input) at a stray quote.
  bool next(std::vector<std::string>& fields);
  /// "FILE:LINE:COLUMN" where field `i` of the last record begins.
  std::string place(std::size_t i) const;

 private:
  std::string field();
  std::string quoted_field();

  std::string_view name_, text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> offsets_;  ///< of the last record's fields
};

/// Whether the first line has the columns that CSV in long form cannot do without.
bool is_long_csv(std::string_view text);

/// Reads CSV in long form. Runs (sessions) and launches are labels, in order of first appearance; a
/// row without a launch is a launch of its own. Throws Error (Fault::input).
Run parse_csv(std::string_view text, std::string_view name);

/// Reads the same as histories, rows of a series being in time order: successive rows with the same
/// `run` (a commit or date) are one point, as is each row without one, which its number, from 0,
/// names. In order of first appearance. Throws Error (Fault::input).
std::vector<History> parse_csv_histories(std::string_view text, std::string_view name);

}  // namespace pawl::baselines
