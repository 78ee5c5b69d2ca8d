#include "csv.hpp"

#include "baselines/error.hpp"
#include "baselines/text/json_text.hpp"
#include "baselines/text/text_place.hpp"
#include "baselines/text/utf8.hpp"
#include "baselines/unit.hpp"
#include "run_builder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <unordered_map>

namespace pawl::baselines {
namespace {

enum Column : std::size_t { benchmark, metric, unit, better, run, launch, value, columns };
constexpr std::array<std::string_view, columns> names = {"benchmark", "metric", "unit", "better",
                                                         "run",       "launch", "value"};

/// Where each column stands in the file, if it does.
using Header = std::array<std::optional<std::size_t>, columns>;

[[noreturn]] void fail(const std::string& place, std::string_view expected,
                       std::string_view found) {
  throw Error(Fault::input,
              place + ": expected " + std::string(expected) + ", found " + std::string(found));
}

Header header_of(const std::vector<std::string>& fields, const CsvReader& reader) {
  Header header;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const auto* const name = std::find(names.begin(), names.end(), fields[i]);
    if (name == names.end()) continue;
    auto& place = header[static_cast<std::size_t>(name - names.begin())];
    if (place) fail(reader.place(i), "each column once", quoted(std::string_view(fields[i])));
    place = i;
  }
  return header;
}

/// One record by column.
struct Row {
  const Header& header;
  const std::vector<std::string>& fields;
  const CsvReader& reader;

  std::string_view text(Column column, std::string_view fallback = {}) const {
    const auto index = header[column];
    return !index || fields[*index].empty() ? fallback : std::string_view(fields[*index]);
  }
  std::string place(Column column) const { return reader.place(header[column].value_or(0)); }
};

/// Of a number that no double holds: whether that is for being too close to 0.
bool is_too_small(std::string_view number) {
  if (number.starts_with('-')) number.remove_prefix(1);
  return number.starts_with('0') || number.starts_with('.') ||
         number.find("e-") != std::string_view::npos || number.find("E-") != std::string_view::npos;
}

double number(const Row& row) {
  const std::string_view text = row.text(value);
  double number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = end == text.data() + text.size();
  if (failure == std::errc::invalid_argument || !whole || text.empty() || std::isnan(number))
    fail(row.place(value), "a number", quoted(text));
  if (failure != std::errc{} || std::isinf(number))
    fail(row.place(value),
         is_too_small(text) ? "0 or a number of at least 4.9e-324" : "a number of at most 1.8e308",
         quoted(text));
  return number;
}

stats::Better direction(const Row& row) {
  const std::string_view text = row.text(better, stats::name(stats::Better::lower));
  const auto named = stats::better_named(text);
  if (!named) fail(row.place(better), "\"lower\" or \"higher\"", quoted(text));
  return *named;
}

Observation observation(const Row& row) {
  if (row.text(benchmark).empty()) fail(row.place(benchmark), "the benchmark's name", "nothing");
  Observation observation{row.text(benchmark), row.text(metric, "value"),
                          row.text(unit, "1"), direction(row),
                          number(row),         row.text(run, "0")};
  if (!row.text(launch).empty()) observation.launch = row.text(launch);
  return observation;
}

/// Calls `take(row)` for each row of a CSV in long form. Throws Error (Fault::input), also when
/// there is none.
template <typename Take>
void for_each_row(std::string_view text, std::string_view name, Take take) {
  expect_utf8(name, text);
  text = without_byte_order_mark(text);
  CsvReader reader(name, text);
  std::vector<std::string> fields;
  if (!reader.next(fields)) fail(reader.place(0), "a header line with benchmark,value", "nothing");
  const std::size_t width = fields.size();
  const Header header = header_of(fields, reader);
  for (const Column needed : {benchmark, value})
    if (!header[needed])
      fail(reader.place(0), "a column \"" + std::string(names[needed]) + "\" in the header",
           "none");
  bool is_empty = true;
  for (; reader.next(fields); is_empty = false) {
    if (fields.size() != width)
      fail(reader.place(0), std::to_string(width) + " fields as in the header",
           std::to_string(fields.size()));
    take(Row{header, fields, reader});
  }
  if (is_empty) fail(reader.place(0), "at least one row with a value", "none");
}

/// Gathers rows into histories.
class HistoryBuilder {
 public:
  void add(const Row& row) {
    const Observation seen = observation(row);
    const auto known = baselines::unit(seen.unit);
    const double number = known ? in_base(*known, seen.value) : seen.value;
    if (!std::isfinite(number)) fail(row.place(value), "a finite number", "one that is not");
    Growing& series = series_of(seen, known ? known->base : std::string(seen.unit), row);
    auto& points = series.history.points;
    const std::string_view label = row.text(run);
    if (points.empty() || label.empty() || points.back().run != label) {
      points.push_back({label.empty() ? std::to_string(points.size()) : std::string(label), {}});
      series.launches.clear();
    }
    auto& launches = points.back().launches;
    const auto [place, is_new] =
        seen.launch ? series.launches.try_emplace(std::string(*seen.launch), launches.size())
                    : std::pair(series.launches.end(), true);
    if (is_new) launches.emplace_back();
    (is_new ? launches.back() : launches[place->second]).push_back(number);
  }

  std::vector<History> finished() && {
    std::vector<History> histories;
    for (Growing& series : series_) histories.push_back(std::move(series.history));
    return histories;
  }

 private:
  struct Growing {
    History history;
    std::unordered_map<std::string, std::size_t> launches{};  ///< of the last point, by label
  };

  Growing& series_of(const Observation& seen, const std::string& base, const Row& row) {
    std::string key(seen.benchmark);
    key.append("\n\0", 2).append(seen.metric);
    const auto [found, is_new] = by_name_.try_emplace(std::move(key), series_.size());
    if (is_new)
      series_.push_back(
          {{std::string(seen.benchmark), std::string(seen.metric), base, seen.better, {}}});
    Growing& series = series_[found->second];
    if (series.history.unit != base)
      fail(row.place(unit), "the unit " + series.history.unit + " as before", base);
    if (series.history.better != seen.better)
      fail(row.place(better), "the same way to be better as before", "the other");
    return series;
  }

  std::vector<Growing> series_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace

std::string CsvReader::place(std::size_t i) const {
  return text_place(name_, text_, i < offsets_.size() ? offsets_[i] : at_);
}

std::string CsvReader::quoted_field() {
  std::string content;
  for (++at_;; at_ += 2) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos)
      fail(place(offsets_.size() - 1), "a closing quote for this field", "the end of the file");
    content += text_.substr(at_, quote - at_);
    at_ = quote;
    if (!text_.substr(at_).starts_with("\"\"")) break;
    content += '"';
  }
  ++at_;
  if (at_ < text_.size() && text_.find_first_of(",\r\n", at_) != at_)
    fail(text_place(name_, text_, at_), "a comma after the closing quote",
         quoted(text_.substr(at_, 1)));
  return content;
}

std::string CsvReader::field() {
  offsets_.push_back(at_);
  if (at_ < text_.size() && text_[at_] == '"') return quoted_field();
  const std::size_t end = std::min(text_.find_first_of(",\r\n", at_), text_.size());
  const std::string_view content = text_.substr(at_, end - at_);
  at_ = end;
  return std::string(content);
}

bool CsvReader::next(std::vector<std::string>& fields) {
  at_ = std::min(text_.find_first_not_of("\r\n", at_), text_.size());
  fields.clear();
  offsets_.clear();
  if (at_ == text_.size()) return false;
  for (;; ++at_) {
    fields.push_back(field());
    if (at_ == text_.size() || text_[at_] != ',') return true;
  }
}

bool is_long_csv(std::string_view text) {
  text = without_byte_order_mark(text);
  text = text.substr(0, std::min<std::size_t>(text.find('\n'), 4096));
  if (text.starts_with('{') || text.starts_with('[')) return false;
  CsvReader reader("", text);
  std::vector<std::string> fields;
  try {
    if (!reader.next(fields)) return false;
  } catch (const Error&) {
    return false;
  }
  // One of them twice is a fault of the file, of which its reader tells.
  return std::ranges::all_of(std::array{benchmark, value}, [&](Column needed) {
    return std::ranges::find(fields, names[needed]) != fields.end();
  });
}

Run parse_csv(std::string_view text, std::string_view name) {
  RunBuilder builder;
  for_each_row(text, name, [&](const Row& row) {
    if (const auto fault = builder.add(observation(row)))
      throw Error(Fault::input, row.place(value) + ": " + *fault);
  });
  return std::move(builder).finished();
}

std::vector<History> parse_csv_histories(std::string_view text, std::string_view name) {
  HistoryBuilder builder;
  for_each_row(text, name, [&](const Row& row) { builder.add(row); });
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
