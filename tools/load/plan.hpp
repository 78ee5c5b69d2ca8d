#pragma once
/// A Plan is one load: what is sent where, how often, and what is a good answer.

#include "target.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace pawl::tools::load {

struct Plan {
  Address address;
  std::string request;   ///< its bytes, sent again and again
  bool is_head = false;  ///< so that responses have no body

  /// Closed model, without a rate: each connection sends once it has its answer. Open model: at
  /// most that many connections are used, as many as are needed.
  std::size_t connections = 1;
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

/// Of a body that is checked: what is looked at, in bytes.
constexpr std::size_t looked_at = std::size_t{1} << 20;

}  // namespace pawl::tools::load
