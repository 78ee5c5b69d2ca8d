#include "sample.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <numeric>
#include <utility>

namespace pawl::stats {

double median(std::vector<double> values) {
  assert(!values.empty());
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  if (values.size() % 2 == 1) return *middle;
  return std::midpoint(*std::max_element(values.begin(), middle), *middle);
}

bool Sample::append_session(std::span<const Launch> launches) {
  const std::size_t before = values_.size();
  for (const Launch& launch : launches) {
    if (launch.empty()) continue;
    if (!std::all_of(launch.begin(), launch.end(), [](double v) { return std::isfinite(v); }))
      return false;
    values_.insert(values_.end(), launch.begin(), launch.end());
    launch_ends_.push_back(values_.size());
  }
  if (values_.size() > before) session_ends_.push_back(launch_ends_.size());
  return true;
}

std::optional<Sample> Sample::from(std::vector<double> values) {
  if (values.empty()) return std::nullopt;
  if (!std::all_of(values.begin(), values.end(), [](double v) { return std::isfinite(v); }))
    return std::nullopt;
  Sample sample;
  sample.values_ = std::move(values);
  sample.launch_ends_.resize(sample.values_.size());
  std::iota(sample.launch_ends_.begin(), sample.launch_ends_.end(), std::size_t{1});
  sample.session_ends_ = {sample.launch_ends_.size()};
  return sample;
}

std::optional<Sample> Sample::from_launches(std::span<const Launch> launches) {
  Sample sample;
  if (!sample.append_session(launches) || sample.values_.empty()) return std::nullopt;
  return sample;
}

std::optional<Sample> Sample::from_sessions(std::span<const Session> sessions) {
  Sample sample;
  for (const Session& session : sessions)
    if (!sample.append_session(session)) return std::nullopt;
  if (sample.values_.empty()) return std::nullopt;
  return sample;
}

std::span<const double> Sample::launch(std::size_t i) const {
  assert(i < launches());
  const std::size_t begin = i == 0 ? 0 : launch_ends_[i - 1];
  return std::span{values_}.subspan(begin, launch_ends_[i] - begin);
}

std::span<const double> Sample::session(std::size_t i) const {
  assert(i < sessions());
  const std::size_t first = i == 0 ? 0 : session_ends_[i - 1];
  const std::size_t begin = first == 0 ? 0 : launch_ends_[first - 1];
  return std::span{values_}.subspan(begin, launch_ends_[session_ends_[i] - 1] - begin);
}

Sample Sample::session_alone(std::size_t i) const {
  assert(i < sessions());
  const std::size_t first = i == 0 ? 0 : session_ends_[i - 1];
  std::vector<Launch> part;
  for (std::size_t l = first; l < session_ends_[i]; ++l)
    part.emplace_back(launch(l).begin(), launch(l).end());
  return *from_launches(part);
}

std::vector<double> Sample::launch_medians() const {
  std::vector<double> medians(launches());
  for (std::size_t i = 0; i < medians.size(); ++i) {
    const std::span<const double> values = launch(i);
    medians[i] = values.size() == 1 ? values.front() : median({values.begin(), values.end()});
  }
  return medians;
}

std::vector<double> Sample::session_medians() const {
  const std::vector<double> per_launch = launch_medians();
  std::vector<double> medians;
  auto begin = per_launch.begin();
  for (const std::size_t end : session_ends_) {
    const auto stop = per_launch.begin() + static_cast<std::ptrdiff_t>(end);
    medians.push_back(median({begin, stop}));
    begin = stop;
  }
  return medians;
}

Sample Sample::scaled(double factor) const {
  assert(std::isfinite(factor) && factor > 0);
  Sample sample = *this;
  for (double& value : sample.values_) value *= factor;
  return sample;
}

}  // namespace pawl::stats
