#include "connection.hpp"

#include "http1_connection.hpp"
#include "http2_connection.hpp"

namespace pawl::tools::load {

std::unique_ptr<Connection> Connection::make(const Plan& plan, int epoll, std::uint64_t number) {
  if (plan.is_http2) return std::make_unique<Http2Connection>(plan, epoll, number);
  return std::make_unique<Http1Connection>(plan, epoll, number);
}

}  // namespace pawl::tools::load
