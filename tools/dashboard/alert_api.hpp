#pragma once
/// The part of the API that is about alerts: the book as JSON, and what readers may say to it.

#include "alert_desk.hpp"
#include "query.hpp"
#include "tools/http_server/exchange.hpp"

namespace pawl::tools::dashboard {

/// The header that a request must carry to change anything: a page elsewhere cannot send it
/// unasked, even where the browser knows the token.
inline constexpr std::string_view write_header = "x-pawl-write";
inline constexpr std::size_t largest_write = std::size_t{16} << 10;  ///< bytes of body

/// {"version":1,"may_write":…,"trouble":…,"total":…,"alerts":[…],"silences":[…]}: open ones first,
/// then acknowledged, pending, resolved; the newest of each first.
http_server::Response alerts(const Query& query, const AlertDesk& desk);

/// POST /api/v1/alerts/…: {"id","by","note"}; {"benchmark","rule","owner","reason","seconds"};
/// {"id"}. Answers with the book.
http_server::Response acknowledge_alert(const http_server::Request& request, AlertDesk& desk);
http_server::Response silence_alerts(const http_server::Request& request, AlertDesk& desk);
http_server::Response unsilence_alerts(const http_server::Request& request, AlertDesk& desk);

}  // namespace pawl::tools::dashboard
