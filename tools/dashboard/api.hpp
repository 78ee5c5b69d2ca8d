#pragma once
/// The Api is the dashboard's data as JSON, version 1: README.md has each path with its fields.

#include "model.hpp"
#include "query.hpp"
#include "tools/http_server/exchange.hpp"

namespace pawl::tools::dashboard {

/// What a page of a list has at most, and unless asked otherwise.
inline constexpr std::size_t largest_page = 1000;
inline constexpr std::size_t usual_page = 100;

http_server::Response benchmarks(const Query& query, const Model& model);
http_server::Response history(const Query& query, const Model& model);
http_server::Response runs(const Query& query, const Model& model);
http_server::Response reports(const Query& query, const Model& model);

/// {"error": reason}
http_server::Response refusal(unsigned status, std::string_view reason);

}  // namespace pawl::tools::dashboard
