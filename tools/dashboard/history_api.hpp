#pragma once
/// The part of the API that is about one benchmark: its history, where that changed, how two of its
/// points are distributed; and one run over all benchmarks.

#include "model.hpp"
#include "query.hpp"
#include "tools/http_server/exchange.hpp"

namespace pawl::tools::dashboard {

http_server::Response history(const Query& query, const Model& model);
/// The changes of the history's medians: of its newest points_searched points, since each request
/// looks anew.
inline constexpr std::size_t points_searched = 20'000;
http_server::Response changes(const Query& query, const Model& model);
/// Of the point of commit `now` (absent: the newest) and that of commit `before` (absent: the one
/// before it): their values, and the shift at each quantile.
http_server::Response distribution(const Query& query, const Model& model);
/// Every benchmark's point of the run at `time` with `commit`, as far as the newest points held go.
http_server::Response run(const Query& query, const Model& model);

}  // namespace pawl::tools::dashboard
