#pragma once
/// The alerts of a project: where their book is kept, and how evidence gets into it.

#include "ci/alerts/book.hpp"
#include "ci/http/clock.hpp"
#include "ci/http/http.hpp"
#include "ci/http/smtp.hpp"
#include "ci/notify/alert_delivery.hpp"
#include "tools/command_line/command.hpp"
#include "tools/project/project.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>

namespace pawl::tools {

/// --alerts FILE.
Option alerts_option();

/// What --alerts says, or else PAWL_ALERTS, or else .pawl/alerts.json beside pawl.toml.
std::filesystem::path alerts_file(const Arguments& arguments, const Project& project,
                                  const Console& console);

/// Whether this command is to keep the book: pawl.toml has rules, or a file is named.
bool keeps_alerts(const Arguments& arguments, const Project& project, const Console& console);

/// The rules of pawl.toml, or else the default ones.
std::vector<baselines::AlertRule> alert_rules(const Project& project);

/// Empty when there is no such file. Throws Error (Fault::input, Fault::io).
ci::AlertBook read_alerts(const std::filesystem::path& file);

/// Replaces the book in the file by what `change` makes of it, under a lock; leaves the file alone
/// when nothing changed. Throws Error as read_alerts does, and what `change` throws.
ci::AlertBook change_alerts(const std::filesystem::path& file,
                            const std::function<ci::AlertBook(ci::AlertBook)>& change);

/// The book after all evidence.
ci::AlertBook updated(ci::AlertBook book, const std::vector<ci::AlertEvidence>& evidence,
                      const std::vector<baselines::AlertRule>& rules, std::int64_t now);

/// Puts the evidence into the file and says what opened and what is resolved.
void keep_alerts(const std::filesystem::path& file, const std::vector<ci::AlertEvidence>& evidence,
                 const std::vector<baselines::AlertRule>& rules, Console& console);

/// What the age of the project's baselines says. One that cannot be read says nothing.
std::vector<ci::AlertEvidence> baseline_evidence(const Project& project,
                                                 const std::vector<baselines::AlertRule>& rules,
                                                 std::int64_t now);

/// What tell_alerts works with.
struct AlertTelling {
  std::filesystem::path file;  ///< the book
  const Environment& environment;
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
