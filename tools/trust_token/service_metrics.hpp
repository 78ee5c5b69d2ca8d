#pragma once
/// Service metrics are what a token service counts and times of itself, for Prometheus.

#include "token.hpp"

#include <array>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>
#include <utility>

namespace pawl::tools::trust_token {

/// Several threads may use it at a time.
class ServiceMetrics {
 public:
  /// A request answered; `route` is from a fixed set, so that no client can add series.
  void count_request(const std::string& route, unsigned status);
  void count_validation(Validity validity);
  /// A token generated in `seconds`.
  void time_generation(double seconds);

  /// The text exposition format, version 0.0.4.
  std::string exposition() const;

 private:
  /// Upper bounds, in seconds: 0.1 and 0.2 are those of the promise about the mean and 95 %.
  static constexpr std::array bounds = {2.5e-6, 5e-6, 1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 1e-3,
                                        2.5e-3, 5e-3, 0.01, 0.025,  0.05, 0.1,  0.2,    0.5,  1.0};

  mutable std::mutex mutex_;
  std::map<std::pair<std::string, unsigned>, std::size_t> requests_;
  std::map<Validity, std::size_t> validations_;
  std::array<std::size_t, bounds.size() + 1> generations_{};  ///< by bucket, the last unbounded
  double generation_seconds_ = 0;
};

}  // namespace pawl::tools::trust_token
