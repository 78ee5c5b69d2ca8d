#pragma once
/// A message is an exchange's side as it goes over the wire. Costly to include: for the
/// server's own files only.

#include "exchange.hpp"

#include <boost/beast/http.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace pawl::tools::http_server {

/// "Mon, 23 Nov 2026 22:41:05 GMT", which RFC 9110, section 6.6.1, wants in responses.
std::string http_date();

/// Takes the message's body.
Request request_of(boost::beast::http::request<boost::beast::http::string_body>& message);

/// The head of a response whose body ends with the connection.
std::string stream_head(const Response& response);

/// Status and reason for a client whose request could not be read; nullopt for one that has gone.
std::optional<std::pair<unsigned, std::string_view>> complaint(
    const boost::system::error_code& failure);

}  // namespace pawl::tools::http_server
