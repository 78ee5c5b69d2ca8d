#pragma once
/// An AlertDesk keeps the alert book for the dashboard: it judges what the model shows by the rules
/// of pawl.toml, and takes what readers say to its alerts. From any thread.

#include "ci/alerts/book.hpp"
#include "model.hpp"
#include "tools/project/project.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools::dashboard {

struct AlertDeskOptions {
  std::filesystem::path file;   ///< the book
  Project project;              ///< its rules, its baselines
  bool may_write = false;       ///< readers may acknowledge and silence
  bool keeps_book = may_write;  ///< otherwise the file is only read: what is found is forgotten
  std::function<std::int64_t()> now;
  /// What keeps alerts from being delivered, a sentence each.
  std::function<std::vector<std::string>()> troubles{};
};

class AlertDesk {
 public:
  explicit AlertDesk(AlertDeskOptions options);

  bool may_write() const { return options_.may_write; }
  std::int64_t now() const { return options_.now(); }
  ci::AlertBook book() const;
  /// Why the book could not be kept or delivered last time; empty if it could.
  std::string trouble() const;

  /// Judges the model; returns whether book or trouble changed since the last time, be it by a
  /// reader.
  bool refresh(const Model& model);

  /// As ci/alerts/book.hpp has them, into the file. Throw Error, (Fault::usage) for what makes no
  /// sense. Only when may_write().
  void acknowledge(const std::string& id, const std::string& by, const std::string& note);
  void silence(const ci::Silence& silence);
  void unsilence(const std::string& id);

 private:
  void change(const std::function<ci::AlertBook(ci::AlertBook)>& change);
  ci::AlertBook judged(const Model& model, const ci::AlertBook& before);
  ci::AlertBook read_or_remembered();
  void look_for_changes(const Model& model);

  AlertDeskOptions options_;
  std::vector<baselines::AlertRule> rules_;
  std::mutex look_;                         ///< one look at a time: of the next two
  std::optional<std::size_t> looked_at_;    ///< store_number of the model whose changes these are
  std::vector<ci::AlertEvidence> changes_;  ///< found with some work
  std::mutex work_;                         ///< one change of the book at a time
  mutable std::mutex mutex_;
  ci::AlertBook book_, in_file_;
  bool has_changed_ = false;  ///< by a reader, since the last refresh
  std::string trouble_;
};

}  // namespace pawl::tools::dashboard
