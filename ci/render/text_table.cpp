#include "text_table.hpp"

#include "ci/unicode.hpp"

#include <algorithm>
#include <numeric>

namespace pawl::ci {
namespace {

constexpr std::size_t gap = 2;
constexpr std::size_t narrowest_name = 9, readable_name = 30;

std::string_view escape_sequence(Colour colour) {
  switch (colour) {
    case Colour::none:
      return "";
    case Colour::bold:
      return "\033[1m";
    case Colour::dim:
      return "\033[2m";
    case Colour::red:
      return "\033[1;31m";
    case Colour::green:
      return "\033[32m";
    case Colour::yellow:
      return "\033[33m";
  }
  return "";
}

std::size_t length_of_line(const std::vector<std::size_t>& widths) {
  const auto shown =
      widths.size() - static_cast<std::size_t>(std::count(widths.begin(), widths.end(), 0u));
  return std::accumulate(widths.begin(), widths.end(), std::size_t{0}) +
         gap * (shown - (shown > 0));
}

}  // namespace

std::string coloured(std::string_view text, Colour colour) {
  if (colour == Colour::none || text.empty()) return std::string(text);
  return std::string(escape_sequence(colour)).append(text).append("\033[0m");
}

std::vector<std::size_t> TextTable::widths(std::size_t limit) const {
  std::vector<std::size_t> result(columns_.size(), 0);
  for (const auto& row : rows_)
    for (std::size_t i = 0; i < row.size(); ++i)
      result[i] = std::max(result[i], columns(row[i].text));
  for (std::size_t i = 0; i < result.size(); ++i)
    if (result[i] > 0) result[i] = std::max(result[i], columns(columns_[i].title));
  if (limit == 0) return result;
  const std::size_t readable = std::min(result[0], readable_name);
  for (std::size_t i = result.size(); i-- > 0;)
    if (columns_[i].can_be_spared && length_of_line(result) - result[0] + readable > limit)
      result[i] = 0;
  if (const std::size_t total = length_of_line(result); total > limit) {
    const std::size_t excess = total - limit;
    const std::size_t least = std::min(result[0], narrowest_name);
    result[0] = std::max(least, result[0] > excess ? result[0] - excess : 0);
  }
  return result;
}

void TextTable::append_line(std::string& out, const std::vector<Cell>& cells,
                            const std::vector<std::size_t>& widths, bool colour) const {
  std::size_t spaces = 0;  // due before the next text, so that no line ends in them
  bool first = true;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (widths[i] == 0) continue;
    if (!first) spaces += gap;
    first = false;
    const std::string shown = i == 0 ? cut_within_columns(cells[i].text, widths[i]) : cells[i].text;
    const std::size_t padding = widths[i] - columns(shown);
    const bool right = columns_[i].align == Align::right;
    if (!shown.empty()) {
      out.append(spaces + (right ? padding : 0), ' ');
      out += colour ? coloured(shown, cells[i].colour) : shown;
      spaces = right ? 0 : padding;
    } else {
      spaces += padding;
    }
  }
  out += '\n';
}

std::string TextTable::str(bool colour, std::size_t width) const {
  std::string out;
  const std::vector<std::size_t> by_column = widths(width);
  std::vector<Cell> titles;
  for (const Column& column : columns_) titles.push_back({column.title, Colour::dim});
  append_line(out, titles, by_column, colour);
  for (const auto& row : rows_) append_line(out, row, by_column, colour);
  return out;
}

}  // namespace pawl::ci
