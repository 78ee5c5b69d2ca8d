#include "picture.hpp"

#include "ci/format.hpp"
#include "ci/inert.hpp"
#include "stats/summary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace pawl::ci {

namespace {

constexpr double width = 640, left = 8, right = 632;
constexpr double row_height = 20, label_width = 230;

std::string at(double place) {
  const double kept = std::round(place * 10) / 10;
  std::string text = fixed(kept, 1);
  if (text.starts_with("−")) text.replace(0, std::string("−").size(), "-");
  return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
}

/// From values to places on one axis.
class Scale {
 public:
  Scale(double low, double high, double begin, double end)
      : low_(low),
        high_(high > low ? high : low + std::max(std::abs(low), 1e-300)),
        begin_(begin),
        end_(end) {}
  double operator()(double value) const {
    const double part = std::clamp((value - low_) / (high_ - low_), 0.0, 1.0);
    return begin_ + part * (end_ - begin_);
  }

 private:
  double low_, high_, begin_, end_;
};

std::string opened(double height, const std::string& title) {
  return "<svg viewBox=\"0 0 " + at(width) + " " + at(height) + "\" role=\"img\" aria-label=\"" +
         html_text(title) + "\"><title>" + html_text(title) + "</title>";
}

std::string text_at(double x, double y, const std::string& text, const char* anchor = "start") {
  return "<text x=\"" + at(x) + "\" y=\"" + at(y) + "\" text-anchor=\"" + anchor + "\">" +
         html_text(text, 60) + "</text>";
}

std::string line(double x1, double y1, double x2, double y2, const std::string& style) {
  return "<line x1=\"" + at(x1) + "\" y1=\"" + at(y1) + "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) +
         "\" " + style + "/>";
}

std::string path(const std::vector<std::pair<double, double>>& places, const std::string& style) {
  std::string d;
  for (const auto& [x, y] : places) d += (d.empty() ? "M" : "L") + at(x) + " " + at(y);
  return "<path d=\"" + d + "\" " + style + "/>";
}

/// The value, or `otherwise`, an end of the scale, where it is not finite.
double within(double value, double otherwise) {
  return std::isfinite(value) ? value : otherwise;
}

std::vector<const Row*> rows_by_movement(const Report& report) {
  std::vector<const Row*> rows;
  for (const Row& row : report.rows)
    if (row.ratio && row.ratio->estimate > 0) rows.push_back(&row);
  std::ranges::stable_sort(rows, std::ranges::greater(), [](const Row* row) {
    return std::pair(is_failing(*row), std::abs(std::log(row->ratio->estimate)));
  });
  if (rows.size() > most_pictured_rows) rows.resize(most_pictured_rows);
  return rows;
}

/// The largest change among them, as a logarithm of a ratio: the scale reaches as far both ways.
double reach_of(const std::vector<const Row*>& rows) {
  double reach = std::log(1.02);
  for (const Row* row : rows)
    for (const double ratio : {row->ratio->estimate, row->ratio->low, row->ratio->high})
      if (std::isfinite(ratio) && ratio > 0) reach = std::max(reach, std::abs(std::log(ratio)));
  return std::min(reach, std::log(10.0));
}

std::string mark(double x, double y, bool is_bad) {
  if (!is_bad)
    return "<circle cx=\"" + at(x) + "\" cy=\"" + at(y) + "\" r=\"4\" fill=\"var(--accent)\"/>";
  return path({{x, y - 6}, {x + 6, y}, {x, y + 6}, {x - 6, y}, {x, y - 6}}, "fill=\"var(--bad)\"");
}

std::string row_of_change(const Row& row, double y, const Scale& scale) {
  const double reach = std::numeric_limits<double>::max();
  const auto place = [&](double ratio, double otherwise) {
    return scale(ratio > 0 && std::isfinite(ratio) ? std::log(ratio) : otherwise);
  };
  const bool is_bad = is_failing(row);
  return text_at(left, y + 4, row.benchmark + " " + row.metric) +
         line(place(row.ratio->low, -reach), y, place(row.ratio->high, reach), y,
              std::string("stroke=\"var(") + (is_bad ? "--bad" : "--accent") +
                  ")\" stroke-width=\"2\"") +
         mark(place(row.ratio->estimate, 0), y, is_bad);
}

/// The part of the budget that `value` takes: 1 at the limit.
double used(const BudgetRow& row, double value) {
  return row.better == stats::Better::higher ? row.limit / value : value / row.limit;
}

std::string row_of_budget(const BudgetRow& row, double y, const Scale& scale) {
  const double estimate = used(row, *row.estimate);
  std::string out = text_at(left, y + 4, row.benchmark + " " + row.statistic);
  out += "<rect x=\"" + at(scale(0)) + "\" y=\"" + at(y - 5) + "\" width=\"" +
         at(scale(estimate) - scale(0)) + "\" height=\"10\" fill=\"var(" +
         (row.verdict == BudgetVerdict::broken ? "--bad" : "--accent") + ")\"/>";
  const double low = within(used(row, row.low), estimate),
               high = within(used(row, row.high), estimate);
  out += line(scale(low), y, scale(high), y, "stroke=\"var(--ink)\" stroke-width=\"2\"");
  return out;
}

/// The scale's ends and the axis' words below a picture of `height`.
std::string ends(double height, const std::string& low, const std::string& high) {
  return text_at(left, height - 4, low) + text_at(right, height - 4, high, "end");
}

/// At most most_pictured_points of them, evenly.
std::vector<double> thinned(const std::vector<double>& values) {
  if (values.size() <= most_pictured_points) return values;
  std::vector<double> some;
  for (std::size_t i = 0; i < most_pictured_points; ++i)
    some.push_back(values[i * (values.size() - 1) / (most_pictured_points - 1)]);
  return some;
}

/// The steps of the part of `values` that lies below each place.
std::vector<std::pair<double, double>> steps(const std::vector<double>& values, const Scale& x,
                                             const Scale& y) {
  std::vector<std::pair<double, double>> places = {{x(values.front()), y(0)}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    places.emplace_back(x(values[i]), places.back().second);
    places.emplace_back(x(values[i]),
                        y(static_cast<double>(i + 1) / static_cast<double>(values.size())));
  }
  places.emplace_back(right, places.back().second);
  return places;
}

}  // namespace

std::string picture_of_changes(const Report& report) {
  const std::vector<const Row*> rows = rows_by_movement(report);
  if (rows.empty()) return {};
  const double height = row_height * static_cast<double>(rows.size()) + 30;
  const double reach = reach_of(rows);
  const Scale scale(-reach, reach, label_width, right - 8);
  std::string out = opened(height, "Changes with their intervals, diamonds regressed");
  out += line(scale(0), 0, scale(0), height - 20, "stroke=\"var(--quiet)\"");
  for (std::size_t i = 0; i < rows.size(); ++i)
    out += row_of_change(*rows[i], row_height * (static_cast<double>(i) + 0.5), scale);
  out += text_at(label_width, height - 4, change(std::exp(-reach)));
  out += text_at(scale(0), height - 4, "unchanged", "middle");
  return out + text_at(right, height - 4, change(std::exp(reach)), "end") + "</svg>\n";
}

std::string picture_of_budgets(const Report& report) {
  std::vector<const BudgetRow*> rows;
  double most = 1.1;
  for (const BudgetRow& row : report.budgets) {
    if (!row.estimate || *row.estimate <= 0 || row.limit <= 0) continue;
    if (rows.size() == most_pictured_rows) break;
    rows.push_back(&row);
    most = std::max(most, std::min(2.0, used(row, *row.estimate)));
  }
  if (rows.empty()) return {};
  const double height = row_height * static_cast<double>(rows.size()) + 24;
  const Scale scale(0, most, label_width, right - 8);
  std::string out = opened(height, "What is used of each budget, with its interval");
  for (std::size_t i = 0; i < rows.size(); ++i)
    out += row_of_budget(*rows[i], row_height * (static_cast<double>(i) + 0.5), scale);
  out += line(scale(1), 0, scale(1), height - 18, "stroke=\"var(--ink)\" stroke-dasharray=\"4 3\"");
  return out + text_at(scale(1), height - 4, "limit", "middle") + "</svg>\n";
}

std::string picture_of_history(const std::vector<PicturedPoint>& all, const std::string& unit) {
  if (all.size() < 2) return {};
  const std::size_t first = all.size() - std::min(all.size(), most_pictured_points);
  const std::vector<PicturedPoint> points(all.begin() + static_cast<std::ptrdiff_t>(first),
                                          all.end());
  double low = points[0].median, high = low;
  for (const PicturedPoint& point : points) {
    low = std::min({low, point.median, within(point.low, low)});
    high = std::max({high, point.median, within(point.high, high)});
  }
  constexpr double height = 170;
  const Scale x(0, static_cast<double>(points.size() - 1), left + 4, right - 4);
  const Scale y(low, high, height - 44, 20);
  std::vector<std::pair<double, double>> middle, band;
  for (std::size_t i = 0; i < points.size(); ++i) {
    middle.emplace_back(x(static_cast<double>(i)), y(points[i].median));
    band.emplace_back(x(static_cast<double>(i)), y(within(points[i].high, points[i].median)));
  }
  for (std::size_t i = points.size(); i > 0; --i)
    band.emplace_back(x(static_cast<double>(i - 1)),
                      y(within(points[i - 1].low, points[i - 1].median)));
  return opened(height, "History of " + count(points.size(), "point") + " with intervals") +
         path(band, "fill=\"var(--band)\"") +
         path(middle, "fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\"") +
         text_at(left, 12, quantity(high, unit)) + text_at(left, height - 24, quantity(low, unit)) +
         ends(height, points.front().label, points.back().label) + "</svg>\n";
}

std::string picture_of_distributions(const std::vector<double>& before,
                                     const std::vector<double>& now, const std::string& unit) {
  if (before.empty() || now.empty()) return {};
  constexpr double height = 170;
  const Scale x(std::min(before.front(), now.front()), std::max(before.back(), now.back()),
                left + 4, right - 4);
  const Scale y(0, 1, height - 24, 10);
  return opened(height, "Part of the values below each value: before dashed, now solid") +
         path(steps(thinned(before), x, y),
              "fill=\"none\" stroke=\"var(--quiet)\" stroke-width=\"2\" stroke-dasharray=\"5 4\"") +
         path(steps(thinned(now), x, y),
              "fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\"") +
         ends(height, quantity(std::min(before.front(), now.front()), unit),
              quantity(std::max(before.back(), now.back()), unit)) +
         "</svg>\n";
}

std::string picture_of_shift(const std::vector<double>& before, const std::vector<double>& now) {
  if (before.empty() || now.empty() || before.front() <= 0 || now.front() <= 0) return {};
  std::vector<double> shifts;
  for (int i = 1; i < 20; ++i)
    shifts.push_back(std::log(stats::quantile(now, i / 20.0) / stats::quantile(before, i / 20.0)));
  const double low = std::min(0.0, *std::ranges::min_element(shifts));
  const double high = std::max(0.0, *std::ranges::max_element(shifts));
  constexpr double height = 170;
  const Scale x(0, 1, left + 4, right - 4), y(low, high, height - 44, 20);
  std::vector<std::pair<double, double>> places;
  for (std::size_t i = 0; i < shifts.size(); ++i)
    places.emplace_back(x(static_cast<double>(i + 1) / 20), y(shifts[i]));
  return opened(height, "Change at each quantile, from 5 to 95 %") +
         line(left, y(0), right, y(0), "stroke=\"var(--quiet)\"") +
         path(places, "fill=\"none\" stroke=\"var(--accent)\" stroke-width=\"2\"") +
         text_at(left, 12, change(std::exp(high))) +
         text_at(left, height - 24, change(std::exp(low))) +
         ends(height, "smallest values", "largest values") + "</svg>\n";
}

}  // namespace pawl::ci
