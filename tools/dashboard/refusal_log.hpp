#pragma once
/// A RefusalLog says what was refused, without anything secret: status, method and path, no query,
/// header or body. A flood of requests fills no disk: after some lines a minute only their number
/// is told.

#include <chrono>
#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace pawl::tools::dashboard {

inline constexpr std::size_t refusals_a_minute = 20;

class RefusalLog {
 public:
  using Time = std::chrono::steady_clock::time_point;
  RefusalLog(std::function<void(const std::string&)> say, std::function<Time()> clock)
      : say_(std::move(say)), clock_(std::move(clock)) {}

  /// From any thread.
  void add(unsigned status, std::string_view method, std::string_view path);

 private:
  std::function<void(const std::string&)> say_;
  std::function<Time()> clock_;
  std::mutex mutex_;
  Time minute_{};  ///< when the one that counts began
  std::size_t said_ = refusals_a_minute, unsaid_ = 0;
};

}  // namespace pawl::tools::dashboard
