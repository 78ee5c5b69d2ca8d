#include "api.hpp"

#include "baselines/run/run.hpp"
#include "baselines/text/json_object.hpp"
#include "baselines/text/json_text.hpp"
#include "ci/report_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <optional>
#include <span>

namespace pawl::tools::dashboard {

namespace {

using baselines::append_list;
using baselines::append_texts;
using baselines::JsonObject;
using http_server::Response;

/// How many of its latest medians a benchmark shows in the list.
constexpr std::size_t sparkline_length = 40;

/// `{"version":1,"total":…,"offset":…,"next":…,"KEY":[…]}`, the elements as `write` appends them.
template <typename Element, typename Write>
Response listed(std::string_view key, std::span<const Element> all, const Page& page, Write write) {
  const auto shown =
      all.subspan(std::min(page.offset, all.size()),
                  std::min(page.limit, all.size() - std::min(page.offset, all.size())));
  const std::size_t end = page.offset + shown.size();
  Response response;
  JsonObject object(response.body);
  object.count("version", 1).count("total", all.size()).count("offset", page.offset);
  object.count("next", end < all.size() ? std::optional(end) : std::nullopt);
  object.field(key, [&] {
    append_list(response.body, shown, "\n",
                [&](const Element& element) { write(response.body, element); });
  });
  object.end();
  response.body += '\n';
  return response;
}

std::vector<double> latest_medians(const History& history) {
  std::vector<double> medians;
  const std::size_t size = history.points.size();
  for (std::size_t i = size - std::min(size, sparkline_length); i < size; ++i)
    medians.push_back(history.points[i].median);
  return medians;
}

/// Of the latest point, from the one before it; nullopt where either is not positive.
std::optional<double> latest_ratio(const History& history) {
  if (history.points.size() < 2) return std::nullopt;
  const double now = history.points.back().median;
  const double before = history.points[history.points.size() - 2].median;
  return before > 0 && now > 0 ? std::optional(now / before) : std::nullopt;
}

void append_benchmark(std::string& out, const History& history, const ci::Row* row) {
  JsonObject object(out);
  add_key(object, history)
      .count("points",
             history.stored.empty() ? std::optional(history.points.size()) : std::nullopt);
  object.number("latest_ratio", latest_ratio(history));
  if (row != nullptr) {
    object.text("verdict", ci::name(row->verdict));
    object.number("ratio", row->ratio ? std::optional(row->ratio->estimate) : std::nullopt);
    object.text("reason", row->reason);
  }
  if (!history.points.empty())
    object.field("latest", [&] { append_point(out, history.points.back()); });
  object.field("medians", [&] {
    append_list(out, latest_medians(history), "",
                [&](double median) { baselines::append_json(out, median); });
  });
  object.end();
}

struct Found {
  const History* history;
  const ci::Row* row;
};

/// By how much it moved: in the report's judgement, or else from the point before.
double movement(const Found& found) {
  const auto latest = latest_ratio(*found.history);
  const double ratio =
      found.row != nullptr && found.row->ratio ? found.row->ratio->estimate : latest.value_or(1);
  return ratio > 0 ? std::abs(std::log(ratio)) : 0;
}

/// Half the width of the latest interval, relative; 0 where it is not known.
double noise(const Found& found) {
  if (found.history->points.empty()) return 0;
  const Point& latest = found.history->points.back();
  const double width = (latest.high - latest.low) / 2 / std::abs(latest.median);
  return std::isfinite(width) ? width : 0;
}

struct Order {
  std::string_view name;
  double (*key)(const Found& found);  ///< the largest first; equal ones by name
};

constexpr std::array<Order, 3> orders = {
    {{"name", [](const Found&) { return 0.0; }}, {"change", movement}, {"noise", noise}}};

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

void append_run(std::string& out, const RunSummary& run) {
  JsonObject(out)
      .text("time", run.time)
      .text("commit", run.commit)
      .text("branch", run.branch)
      .text("suite", run.suite)
      .text("testbed", run.testbed)
      .count("series", run.series)
      .field("failures", [&] { append_texts(out, run.failures); })
      .field("notes", [&] { append_texts(out, run.notes); })
      .end();
}

}  // namespace

std::optional<Page> page_of(const Query& query) {
  const auto offset = query.count("offset", 0, 1'000'000'000, 0);
  const auto limit = query.count("limit", 1, largest_page, usual_page);
  if (!offset || !limit) return std::nullopt;
  return Page{*offset, *limit};
}

Response bad_page() {
  return refusal(
      400, "expected limit from 1 to " + std::to_string(largest_page) + " and offset from 0 on");
}

void append_point(std::string& out, const Point& point) {
  JsonObject(out)
      .text("time", point.time)
      .text("commit", point.commit)
      .text("branch", point.branch)
      .count("n", point.n)
      .count("launches", point.launches)
      .number("median", point.median)
      .number("low", point.low)
      .number("high", point.high)
      .end();
}

JsonObject& add_key(JsonObject& object, const History& history) {
  return object.text("benchmark", history.benchmark)
      .text("metric", history.metric)
      .text("testbed", history.testbed)
      .text("unit", history.unit)
      .text("better", stats::name(history.better));
}

Response refusal(unsigned status, std::string_view reason) {
  Response response{.status = status};
  JsonObject(response.body).text("error", reason).end();
  response.body += '\n';
  return response;
}

Response benchmarks(const Query& query, const Model& model) {
  const auto page = page_of(query);
  if (!page) return bad_page();
  const std::string search = query.find("search").value_or("");
  const std::string metric = query.find("metric").value_or("");
  const auto* const order =
      std::ranges::find(orders, query.find("order").value_or("name"), &Order::name);
  if (order == orders.end()) return refusal(400, "expected order to be name, change or noise");
  std::vector<Found> found;
  for (const History& history : model.histories)
    if (contains(history.benchmark, search) && (metric.empty() || metric == history.metric))
      found.push_back({&history, row_of(model, history)});
  std::ranges::stable_sort(found, std::ranges::greater(), order->key);
  std::ranges::stable_partition(found, [](const Found& one) {
    return one.history->benchmark != baselines::yardstick_benchmark;
  });
  return listed<Found>("benchmarks", found, *page, [](std::string& out, const Found& one) {
    append_benchmark(out, *one.history, one.row);
  });
}

Response about(const Query&, const Model& model) {
  Response response;
  JsonObject(response.body)
      .count("version", 1)
      .text("pawl", PAWL_VERSION)
      .text("repository", model.repository)
      .end();
  response.body += '\n';
  return response;
}

Response live(const Query& query, const Model& model) {
  const auto page = page_of(query);
  if (!page) return bad_page();
  return listed<LiveProgress>("live", model.live, *page,
                              [](std::string& out, const LiveProgress& progress) {
                                out += live_json(progress);
                                out.pop_back();
                              });
}

Response runs(const Query& query, const Model& model) {
  const auto page = page_of(query);
  return page ? listed<RunSummary>("runs", model.runs, *page, append_run) : bad_page();
}

Response reports(const Query& query, const Model& model) {
  const auto page = page_of(query);
  if (!page) return bad_page();
  Response response = listed<ci::Report>("reports", model.reports, *page,
                                         [](std::string& out, const ci::Report& report) {
                                           std::string text = ci::report_json(report);
                                           while (text.ends_with('\n')) text.pop_back();
                                           out += text;
                                         });
  std::string warnings = "\"warnings\":";
  append_texts(warnings, model.warnings);
  response.body.insert(1, warnings + ",");
  return response;
}

}  // namespace pawl::tools::dashboard
