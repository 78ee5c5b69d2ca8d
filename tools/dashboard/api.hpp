#pragma once
/// The Api is the dashboard's data as JSON, version 1: README.md has each path with its fields.

#include "baselines/text/json_object.hpp"
#include "model.hpp"
#include "query.hpp"
#include "tools/http_server/exchange.hpp"

namespace pawl::tools::dashboard {

/// Entries on a page of a list: at most, and by default.
inline constexpr std::size_t largest_page = 1000;
inline constexpr std::size_t usual_page = 100;

http_server::Response benchmarks(const Query& query, const Model& model);
/// {"version":1,"pawl":…,"repository":…}
http_server::Response about(const Query& query, const Model& model);
/// {"version":1,"total",…,"live":[…]}: as live_file.hpp writes them.
http_server::Response live(const Query& query, const Model& model);
http_server::Response runs(const Query& query, const Model& model);
http_server::Response reports(const Query& query, const Model& model);

/// The part of a list that `limit` and `offset` ask for; nullopt when they are not such numbers.
struct Page {
  std::size_t offset, limit;
};
std::optional<Page> page_of(const Query& query);
http_server::Response bad_page();

/// What a history is found by; one of its points.
baselines::JsonObject& add_key(baselines::JsonObject& object, const History& history);
void append_point(std::string& out, const Point& point);

/// {"error": reason}
http_server::Response refusal(unsigned status, std::string_view reason);

}  // namespace pawl::tools::dashboard
