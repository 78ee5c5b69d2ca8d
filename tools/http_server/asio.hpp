#pragma once
/// How this room calls what it takes of Boost.Asio and Boost.Beast. Costly to include: for the
/// server's own files only.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pawl::tools::http_server {

namespace net = boost::asio;
using boost::system::error_code;
using net::ip::tcp;

/// An operation's error_code and result, in place of an exception.
constexpr auto as_result = net::as_tuple(net::use_awaitable);

}  // namespace pawl::tools::http_server
