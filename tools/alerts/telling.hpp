#pragma once
/// Telling is how destinations learn what is new in the alert book: each of it once.

#include "ci/environment.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"
#include "ci/http/retry.hpp"
#include "ci/http/smtp.hpp"
#include "ci/notify/alert_delivery.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace pawl::tools {

/// What tell_alerts works with.
struct AlertTelling {
  std::filesystem::path file;  ///< the book
  const ci::Environment& environment;
  ci::Http& http;
  ci::Smtp& smtp;
  const ci::Clock& clock;
  std::int64_t now = 0;     ///< seconds since 1970
  ci::RetryPolicy retry{};  ///< within one delivery
  bool is_dry = false;      ///< nothing is noted in the book
};

/// The destination of that name. Throws Error (Fault::usage), which lists them all, when there is
/// none.
const ci::AlertDestination& alert_destination(const std::string& name);

/// Tells a destination what is new for it and notes that in the book; returns of how many alerts.
/// nullopt when another process is telling it just now, so that nothing is told twice. Throws
/// Error; what was not told is told the next time.
std::optional<std::size_t> tell_alerts(const std::string& destination, const AlertTelling& telling);

}  // namespace pawl::tools
