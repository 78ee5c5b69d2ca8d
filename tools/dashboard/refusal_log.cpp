#include "refusal_log.hpp"

#include "ci/format.hpp"
#include "ci/inert.hpp"

namespace pawl::tools::dashboard {

void RefusalLog::add(unsigned status, std::string_view method, std::string_view path) {
  const std::lock_guard lock(mutex_);
  const Time now = clock_();
  if (now - minute_ >= std::chrono::minutes(1)) {
    if (unsaid_ > 0) say_("refused " + ci::count(unsaid_, "more request"));
    minute_ = now;
    said_ = unsaid_ = 0;
  }
  if (said_ == refusals_a_minute) {
    ++unsaid_;
    return;
  }
  ++said_;
  std::string line = "refused by " + std::to_string(status);
  if (!method.empty()) line += ": " + ci::plain(method, 10) + " " + ci::plain(path, 100);
  say_(line);
}

}  // namespace pawl::tools::dashboard
