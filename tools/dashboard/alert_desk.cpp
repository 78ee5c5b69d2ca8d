#include "alert_desk.hpp"

#include "tools/alerts/book_file.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace pawl::tools::dashboard {

namespace {

/// Why the action failed; empty where it did not.
template <typename Action>
std::string trouble_of(Action action) {
  try {
    action();
  } catch (const std::exception& error) {
    return error.what();
  }
  return {};
}

}  // namespace

AlertDesk::AlertDesk(AlertDeskOptions options)
    : options_(std::move(options)), rules_(alert_rules(options_.project)) {}

ci::AlertBook AlertDesk::book() const {
  const std::lock_guard lock(mutex_);
  return book_;
}

std::string AlertDesk::trouble() const {
  const std::lock_guard lock(mutex_);
  return trouble_;
}

ci::AlertBook AlertDesk::judged(const Model& model, const ci::AlertBook& before) {
  std::vector<ci::AlertEvidence> evidence = baseline_evidence(options_.project, rules_, now());
  for (const ci::Report& report : model.reports)
    evidence.push_back(ci::evidence_of(report, rules_));
  evidence.insert(evidence.end(), changes_.begin(), changes_.end());
  return updated(before, evidence, rules_, now());
}

/// Of a store that has something new, where a rule asks for them: reading all histories takes a
/// while.
void AlertDesk::look_for_changes(const Model& model) {
  const bool is_asked = std::ranges::any_of(rules_, [](const baselines::AlertRule& rule) {
    return rule.kind == baselines::AlertKind::change;
  });
  if (!is_asked || !model.store || model.store_number == looked_at_) return;
  changes_ = ci::evidence_of_changes(model.store->changes(), rules_);
  looked_at_ = model.store_number;
}

/// What the file says where that is new; else what was found before, which is in no file.
ci::AlertBook AlertDesk::read_or_remembered() {
  ci::AlertBook in_file = read_alerts(options_.file);
  const std::lock_guard lock(mutex_);
  if (in_file != in_file_) book_ = in_file_ = std::move(in_file);
  return book_;
}

bool AlertDesk::refresh(const Model& model) {
  const std::lock_guard look(look_);
  std::string trouble = trouble_of([&] { look_for_changes(model); });
  // Not before: what readers change need not wait for all histories.
  const std::lock_guard work(work_);
  std::optional<ci::AlertBook> now_book;
  const auto judge = [&](const ci::AlertBook& before) { return judged(model, before); };
  if (trouble.empty())
    trouble = trouble_of([&] {
      now_book =
          options_.keeps_book ? change_alerts(options_.file, judge) : judge(read_or_remembered());
    });
  if (options_.troubles)
    for (const std::string& sentence : options_.troubles())
      trouble += (trouble.empty() ? "" : "; ") + sentence;
  const std::lock_guard lock(mutex_);
  const bool is_new =
      std::exchange(has_changed_, false) || trouble != trouble_ || (now_book && *now_book != book_);
  trouble_ = std::move(trouble);
  if (now_book) book_ = *std::move(now_book);
  return is_new;
}

void AlertDesk::change(const std::function<ci::AlertBook(ci::AlertBook)>& change) {
  const std::lock_guard work(work_);
  ci::AlertBook book = change_alerts(options_.file, change);
  const std::lock_guard lock(mutex_);
  book_ = std::move(book);
  has_changed_ = true;
}

void AlertDesk::acknowledge(const std::string& id, const std::string& by, const std::string& note) {
  change(
      [&](ci::AlertBook book) { return ci::acknowledged(std::move(book), id, by, note, now()); });
}

void AlertDesk::silence(const ci::Silence& silence) {
  change([&](ci::AlertBook book) { return ci::silenced(std::move(book), silence, now()); });
}

void AlertDesk::unsilence(const std::string& id) {
  change([&](ci::AlertBook book) { return ci::unsilenced(std::move(book), id, now()); });
}

}  // namespace pawl::tools::dashboard
