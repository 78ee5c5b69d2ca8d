// The text that wrk (`--latency`) and h2load print at the end: summaries only.
#include "formats.hpp"
#include "import_text.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <string>

namespace pawl::baselines {
namespace {

using stats::Better;

struct Field {
  std::string_view key, metric, unit;
  Better better;
};

/// A line "KEY VALUE UNIT" of a text report, and the metric that it is.
constexpr std::array wrk_fields{
    Field{"Requests/sec:", "throughput", "1/s", Better::higher},
    Field{"50%", "latency", "", Better::lower},
    Field{"99%", "latency_p99", "", Better::lower},
};

/// What is loaded, as wrk says before it begins: "Running 2s test @ http://127.0.0.1:18099/" and
/// "  1 threads and 2 connections". A text may hold several.
class WrkTarget {
 public:
  void read(std::string_view line) {
    const std::size_t at = line.find(" test @ ");
    if (line.starts_with("Running ") && at != std::string_view::npos)
      name_ = url_ = line.substr(at + 8);
    if (line.ends_with(" connections") && line.find(" threads and ") != std::string_view::npos)
      read_clients(line.substr(std::min(line.find_first_not_of(' '), line.size())));
  }
  /// The URL; of other clients than its first ones with these: they are another load.
  const std::string& name() const { return name_; }

 private:
  void read_clients(std::string_view clients) {
    const auto [first, is_first] = clients_.try_emplace(url_, clients);
    if (!is_first && first->second != clients) name_ = url_ + " (" + std::string(clients) + ")";
  }

  std::string name_ = "wrk", url_;
  std::map<std::string, std::string> clients_;  ///< of each URL the first
};

/// Of "1161 requests in 2.02s, …", "Non-2xx or 3xx responses: 48" or "Socket errors: connect 0,
/// read 1, write 0, timeout 1".
void read_outcome(const std::vector<std::string_view>& line, Requests& requests) {
  if (line.size() >= 3 && line[1] == "requests" && line[2] == "in")
    requests.all += number(line[0]).value_or(0);
  if (line.size() == 5 && line[0] == "Non-2xx" && line[3] == "responses:")
    requests.failed += number(line[4]).value_or(0);
  if (line.size() >= 2 && line[0] == "Socket" && line[1] == "errors:")
    for (std::size_t i = 3; i < line.size(); i += 2) {
      const double lost = measured(line[i]).value_or(Measured{}).value;
      requests.all += lost;
      requests.failed += lost;
    }
}

/// Where in a row of h2load's its times stand; 0: it has none such.
struct Columns {
  std::size_t latency, p99 = 0;
};

/// Of "time for request: min max mean sd +/- sd" the mean; of what newer ones print, "request : min
/// max median p95 p99 mean sd +/- sd", the median and p99.
std::optional<Columns> columns_of_requests(const std::vector<std::string_view>& row) {
  if (row.size() >= 8 && row[0] == "time" && row[1] == "for" && row[2] == "request:")
    return Columns{.latency = 5};
  if (row.size() >= 10 && row[0] == "request" && row[1] == ":")
    return Columns{.latency = 4, .p99 = 6};
  return std::nullopt;
}

void read_h2load_line(const std::vector<std::string_view>& line, const std::string& place,
                      RunBuilder& builder) {
  const auto add = [&](std::string_view metric, std::size_t column) {
    if (const auto time = measured(line[column]))
      builder.add_or_note({"h2load", metric, time->unit, Better::lower, time->value},
                          [&] { return place; });
  };
  if (const auto columns = columns_of_requests(line)) {
    add("latency", columns->latency);
    if (columns->p99 > 0) add("latency_p99", columns->p99);
  }
  if (line.size() >= 5 && line[0] == "finished" && line[1] == "in")
    if (const auto rate = measured(line[3]))
      builder.add_or_note({"h2load", "throughput", "1/s", Better::higher, rate->value},
                          [&] { return place; });
  if (line.size() >= 9 && line[0] == "requests:" && line[2] == "total," &&
      line[8] == "succeeded,") {
    const double all = number(line[1]).value_or(0);
    tell_failed_requests(builder, "h2load",
                         {.all = all, .failed = all - number(line[7]).value_or(0)});
  }
}

std::string line_place(std::string_view name, std::size_t number) {
  return std::string(name) + ":" + std::to_string(number);
}

}  // namespace

bool is_wrk(const Specimen& specimen) {
  return any_line(specimen.text,
                  [](std::string_view line) { return line.starts_with("Requests/sec:"); });
}

Run parse_wrk(std::string_view text, std::string_view name) {
  RunBuilder builder;
  WrkTarget target;
  std::map<std::string, Requests> requests;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    target.read(line);
    const auto its = words(line);
    read_outcome(its, requests[target.name()]);
    const auto value = its.size() == 2 ? measured(its[1]) : std::nullopt;
    if (!value) return;
    for (const Field& field : wrk_fields)
      if (its[0] == field.key)
        builder.add_or_note(
            {target.name(), field.metric, field.unit.empty() ? value->unit : field.unit,
             field.better, value->value},
            [&] { return line_place(name, number); });
  });
  tell_failed_requests(builder, requests);
  note_summary_only(builder, name, "percentiles");
  return std::move(builder).finished();
}

bool is_h2load(const Specimen& specimen) {
  return any_line(specimen.text, [](std::string_view line) {
    return columns_of_requests(words(line)).has_value();
  });
}

Run parse_h2load(std::string_view text, std::string_view name) {
  RunBuilder builder;
  for_each_line(text, [&](std::string_view line, std::size_t number) {
    read_h2load_line(words(line), line_place(name, number), builder);
  });
  const bool has_percentiles = find(builder.run(), "h2load", "latency_p99") != nullptr;
  note_summary_only(builder, name, has_percentiles ? "percentiles" : "mean");
  return std::move(builder).finished();
}

}  // namespace pawl::baselines
