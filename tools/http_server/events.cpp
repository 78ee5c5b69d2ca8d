#include "events.hpp"

#include <utility>

namespace pawl::tools::http_server {

Events::Subscription::Subscription(Events& events, const net::any_io_executor& executor)
    : events_(events), news_(executor), seen_(events.published_) {
  events_.subscriptions_.insert(this);
}

Events::Subscription::~Subscription() {
  events_.subscriptions_.erase(this);
}

net::awaitable<void> Events::Subscription::wait(std::chrono::milliseconds most) {
  if (seen_ != events_.published_) co_return;
  news_.expires_after(most);
  co_await news_.async_wait(as_result);
}

std::optional<std::string> Events::Subscription::take() {
  if (seen_ == events_.published_) return std::nullopt;
  seen_ = events_.published_;
  return events_.latest_;
}

void Events::publish(std::string event) {
  latest_ = std::move(event);
  ++published_;
  wake();
}

void Events::wake() {
  for (Subscription* subscription : subscriptions_) subscription->news_.cancel();
}

}  // namespace pawl::tools::http_server
