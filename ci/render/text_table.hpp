#pragma once
/// A text table is rows of cells in columns of equal width, as a terminal shows them.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

enum class Align { left, right };

/// Which of the terminal's colours; chosen to be told apart by the colour-blind, too, and never the
/// only sign of anything.
enum class Colour { none, bold, dim, red, green, yellow };

/// The text in that colour.
std::string coloured(std::string_view text, Colour colour);

struct Cell {
  std::string text;
  Colour colour = Colour::none;
};

class TextTable {
 public:
  struct Column {
    std::string title;
    Align align = Align::left;
    bool can_be_spared = false;  ///< where there is no room for all
  };

  explicit TextTable(std::vector<Column> columns) : columns_(std::move(columns)) {}
  /// As many cells as columns.
  void add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }

  /// Lines without trailing spaces, two spaces between columns; a column without any text is left
  /// out. So that a line takes at most `width` columns (0: no limit), the first column is cut, but
  /// never to less than nine; rather than to less than 30, those that can be spared are left out,
  /// the last first.
  std::string str(bool colour, std::size_t width) const;

 private:
  std::vector<std::size_t> widths(std::size_t limit) const;
  void append_line(std::string& out, const std::vector<Cell>& cells,
                   const std::vector<std::size_t>& widths, bool colour) const;

  std::vector<Column> columns_;
  std::vector<std::vector<Cell>> rows_;
};

}  // namespace pawl::ci
