#pragma once
/// The alert book of a project: the file it is kept in, and how evidence gets into it.

#include "ci/alerts/book.hpp"
#include "tools/command_line/command.hpp"
#include "tools/project/project.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <vector>

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
/// when nothing changed. Throws Error as read_alerts does, (Fault::input) for a book too large to be
/// read again, and what `change` throws.
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

}  // namespace pawl::tools
