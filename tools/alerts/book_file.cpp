#include "book_file.hpp"

#include "baselines/directory_lock.hpp"
#include "baselines/error.hpp"
#include "baselines/file.hpp"
#include "ci/alerts/book_json.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace pawl::tools {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view default_file = ".pawl/alerts.json";
constexpr auto file_variable = "PAWL_ALERTS";

fs::path directory_of(const fs::path& file) {
  return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

/// The text, unless it is larger than what is read again: then nobody could change the book any
/// more.
std::string readable(std::string text, const fs::path& file) {
  if (text.size() <= ci::largest_alert_book) return text;
  throw Error(Fault::input, file.string() + ": would take " + std::to_string(text.size()) +
                                " bytes, more than the " + std::to_string(ci::largest_alert_book) +
                                " that are read again, and stays as it was; shorten the names of "
                                "what fires, or what is said of alerts and silences");
}

/// A sentence for each alert that is now in another state.
std::vector<std::string> told_changes(const ci::AlertBook& before, const ci::AlertBook& now) {
  std::map<std::string, ci::AlertState> states;
  for (const ci::BookedAlert& alert : before.alerts) states[alert.id] = alert.state;
  std::vector<std::string> sentences;
  for (const ci::BookedAlert& alert : now.alerts) {
    const auto known = states.find(alert.id);
    if (known != states.end() && known->second == alert.state) continue;
    if (alert.state != ci::AlertState::pending)
      sentences.push_back("alert " + alert.id + " is " + std::string(ci::name(alert.state)) + ": " +
                          ci::plain(alert.alert.summary, ci::longest_sentence));
  }
  return sentences;
}

}  // namespace

Option alerts_option() {
  return {"alerts", "FILE", "the alert book (default: PAWL_ALERTS, or .pawl/alerts.json)"};
}

fs::path alerts_file(const Arguments& arguments, const Project& project, const Console& console) {
  if (const auto given = arguments.value("alerts")) return *given;
  if (const std::string set = variable(console, file_variable); !set.empty()) return set;
  return (project.directory / default_file).lexically_normal();
}

bool keeps_alerts(const Arguments& arguments, const Project& project, const Console& console) {
  return !project.config.alerts.empty() || arguments.value("alerts") ||
         !variable(console, file_variable).empty();
}

std::vector<baselines::AlertRule> alert_rules(const Project& project) {
  return project.config.alerts.empty() ? baselines::default_alert_rules() : project.config.alerts;
}

ci::AlertBook read_alerts(const fs::path& file) {
  const auto text = baselines::read_file_if_present(file, ci::largest_alert_book);
  return text ? ci::parse_alert_book(*text, file.string()) : ci::AlertBook{};
}

ci::AlertBook change_alerts(const fs::path& file,
                            const std::function<ci::AlertBook(ci::AlertBook)>& change) {
  const baselines::DirectoryLock lock(directory_of(file));
  const ci::AlertBook before = read_alerts(file);
  ci::AlertBook now = change(before);
  if (now != before) baselines::write_file(file, readable(ci::alert_book_json(now), file));
  return now;
}

ci::AlertBook updated(ci::AlertBook book, const std::vector<ci::AlertEvidence>& evidence,
                      const std::vector<baselines::AlertRule>& rules, std::int64_t now) {
  for (const ci::AlertEvidence& one : evidence) book = ci::updated(std::move(book), one, now);
  return ci::tidied(std::move(book), rules, now);
}

void keep_alerts(const fs::path& file, const std::vector<ci::AlertEvidence>& evidence,
                 const std::vector<baselines::AlertRule>& rules, Console& console) {
  ci::AlertBook before;
  const ci::AlertBook now = change_alerts(file, [&](ci::AlertBook book) {
    before = book;
    return updated(std::move(book), evidence, rules, now_of(console));
  });
  for (const std::string& sentence : told_changes(before, now)) note(console, sentence);
}

std::vector<ci::AlertEvidence> baseline_evidence(const Project& project,
                                                 const std::vector<baselines::AlertRule>& rules,
                                                 std::int64_t now) {
  std::vector<ci::AlertEvidence> all;
  const bool is_wanted = std::ranges::any_of(rules, [](const baselines::AlertRule& rule) {
    return rule.kind == baselines::AlertKind::stale;
  });
  if (!is_wanted) return all;
  for (const baselines::BaselineName& name : project.store().list()) try {
      const auto baseline = project.store().read(name);
      if (!baseline || baseline->sessions.empty()) continue;
      all.push_back(ci::evidence_of_baseline(name.suite, name.testbed,
                                             baseline->sessions.back().time, rules, now));
    } catch (const Error&) {
      continue;
    }
  return all;
}

}  // namespace pawl::tools
