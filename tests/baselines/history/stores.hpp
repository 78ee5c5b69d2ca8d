#pragma once
/// Stores to try a law on: one of each kind, empty, gone afterwards.

#include "baselines/history/store.hpp"
#include "baselines/run/run.hpp"

#include <memory>
#include <string>
#include <vector>

namespace pawl::tests {

/// "sqlite", and the others that can be tried here.
const std::vector<std::string>& store_kinds();

/// An empty history; opened as often as needed, also from several threads.
class History {
 public:
  explicit History(const std::string& kind);
  ~History();
  std::unique_ptr<baselines::Store> open() const;
  const std::string& place() const { return place_; }

 private:
  struct Ground;
  std::unique_ptr<Ground> ground_;
  std::string place_;
};

/// A run of one series, "parse" wall_time in seconds with three launches of 1, 2 and 3 ms, on the
/// testbed "lab", in January 2026 on that day.
baselines::Run run_at(int day, const std::string& commit);
/// The key of its series.
baselines::SeriesKey lab_key();

}  // namespace pawl::tests
