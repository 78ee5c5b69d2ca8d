#pragma once
/// Workers are threads that do what is posted to them.

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <cstddef>
#include <thread>
#include <vector>

namespace pawl::tools::http_server {

/// asio's own pool hangs when the system refuses it a thread. This one delegates to another
/// constructor first, so that what is then thrown calls the destructor, which ends the threads
/// there are.
class Workers {
 public:
  /// Throws Error (Fault::io) when a thread is refused.
  explicit Workers(std::size_t count);
  ~Workers() { context_.stop(); }
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;

  boost::asio::io_context& context() { return context_; }
  /// Returns once all that was posted is done.
  void join();

 private:
  Workers() = default;

  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
  std::vector<std::jthread> threads_;  // go first
};

}  // namespace pawl::tools::http_server
