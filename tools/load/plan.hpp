#pragma once
/// A Plan is one load: what is sent where, how often, and what is a good answer.

#include "target.hpp"
#include "tls.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace pawl::tools::load {

struct Plan {
  Address address;
  std::shared_ptr<const Tls> tls;  ///< over https
  bool is_http2 = false;
  std::string request;  ///< HTTP/1.1: its bytes, sent again and again
  Fields fields;        ///< HTTP/2: its header
  std::string body;     ///< HTTP/2: its body
  /// HTTP/2: whether any of its connections has met a server that speaks it.
  std::shared_ptr<std::atomic<bool>> is_spoken = std::make_shared<std::atomic<bool>>(false);
  bool is_head = false;  ///< so that responses have no body

  /// Closed model, without a rate: that many requests are under way all the time. Open model: at
  /// most that many, on as many connections as are needed.
  std::size_t concurrency = 1;
  std::size_t streams = 1;     ///< HTTP/2: requests under way on one connection
  std::optional<double> rate;  ///< open model: requests a second, > 0
  bool is_poisson = false;     ///< open model: arrivals at random instead of at equal distances

  double duration = 10;  ///< seconds in which requests are due
  double timeout = 10;   ///< seconds for a request
  bool keep_alive = true;
  int expected_status = 200;  ///< 0: any from 200 to 299
  std::string expected_body;  ///< must be within the first MiB of the body; empty: any
  std::size_t threads = 1;
  std::size_t most_samples = 2000;
  std::uint64_t seed = 1;
};

/// How much of a response's body is kept for checking it, in bytes.
constexpr std::size_t most_checked = std::size_t{1} << 20;

}  // namespace pawl::tools::load
