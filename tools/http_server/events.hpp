#pragma once
/// Events are what open streams are told of: the latest one alone is kept, since what comes while
/// one is being sent is coalesced.

#include "asio.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstddef>
#include <optional>
#include <set>
#include <string>

namespace pawl::tools::http_server {

class Events {
 public:
  Events() = default;
  Events(const Events&) = delete;
  Events& operator=(const Events&) = delete;

  /// While it exists, a stream is open; it is told of what is published from then on.
  class Subscription {
   public:
    Subscription(Events& events, const net::any_io_executor& executor);
    ~Subscription();
    Subscription(const Subscription&) = delete;
    Subscription& operator=(const Subscription&) = delete;

    /// Until an event comes that was not taken, wake() is called, or `most` has passed.
    net::awaitable<void> wait(std::chrono::milliseconds most);
    /// The latest event; nullopt where it was taken before.
    std::optional<std::string> take();

   private:
    friend Events;
    Events& events_;
    net::steady_timer news_;
    std::size_t seen_;  ///< of the events published so far
  };

  void publish(std::string event);
  /// Lets all streams look whether they are to end.
  void wake();
  /// Open streams.
  std::size_t subscriptions() const { return subscriptions_.size(); }

 private:
  std::set<Subscription*> subscriptions_;
  std::string latest_;
  std::size_t published_ = 0;  ///< so far
};

}  // namespace pawl::tools::http_server
