#include "tally.hpp"

#include <algorithm>
#include <span>

namespace pawl::tools::load {

namespace {

/// Uniform below `bound`, which may be beyond 2³²; the bias is below 2⁻²⁰ at 2³³ requests.
std::uint64_t below(stats::Random& random, std::uint64_t bound) {
  return std::min(static_cast<std::uint64_t>(random.unit() * static_cast<double>(bound)),
                  bound - 1);
}

}  // namespace

std::string_view name(Outcome outcome) {
  constexpr std::array<std::string_view, outcomes> names = {"good",
                                                            "unexpected status",
                                                            "unexpected body",
                                                            "malformed response",
                                                            "connection lost",
                                                            "no connection",
                                                            "timed out",
                                                            "never sent"};
  return names[static_cast<std::size_t>(outcome)];
}

Tally::Tally(std::size_t most_samples, double timeout, std::uint64_t seed)
    : most_samples_(most_samples), timeout_(timeout), random_(seed) {}

/// The samples are a reservoir (Vitter 1985, algorithm R).
void Tally::record(const Exchange& exchange, Outcome outcome) {
  const double least = outcome == Outcome::good ? 0 : timeout_;
  const double latency = std::max(exchange.ended - exchange.intended, least);
  ++counts_[static_cast<std::size_t>(outcome)];
  if (outcome == Outcome::good) last_good_ = std::max(last_good_, exchange.ended);
  const double from_sent = std::max(exchange.ended - exchange.sent, least);
  from_intended_.record(latency);
  from_sent_.record(from_sent);
  if (outcome != Outcome::unsent)
    lateness_.record(std::max(exchange.sent - exchange.intended, 0.0));
  const Measured measured{exchange.intended, latency, from_sent};
  if (samples_.size() < most_samples_) {
    samples_.push_back(measured);
  } else if (most_samples_ > 0) {
    const std::uint64_t place = below(random_, requests());
    if (place < most_samples_) samples_[place] = measured;
  }
}

/// Each sample kept is drawn from one side or the other by how many requests that still stands for.
void Tally::merge(const Tally& other) {
  std::vector<Measured> theirs = other.samples_;
  random_.shuffle(std::span(samples_));
  random_.shuffle(std::span(theirs));
  std::uint64_t mine_left = requests(), theirs_left = other.requests();
  std::vector<Measured> drawn;
  std::size_t mine = 0, their = 0;
  while (drawn.size() < most_samples_ && mine_left + theirs_left > 0) {
    const bool is_mine = below(random_, mine_left + theirs_left) < mine_left;
    --(is_mine ? mine_left : theirs_left);
    if (is_mine && mine < samples_.size()) drawn.push_back(samples_[mine++]);
    if (!is_mine && their < theirs.size()) drawn.push_back(theirs[their++]);
  }
  samples_ = std::move(drawn);
  for (std::size_t i = 0; i < outcomes; ++i) counts_[i] += other.counts_[i];
  for (const auto& [status, count] : other.wrong_statuses_) wrong_statuses_[status] += count;
  sent_again_ += other.sent_again_;
  last_good_ = std::max(last_good_, other.last_good_);
  from_intended_.merge(other.from_intended_);
  from_sent_.merge(other.from_sent_);
  lateness_.merge(other.lateness_);
}

std::vector<Measured> Tally::samples() const {
  std::vector<Measured> sorted = samples_;
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Measured& a, const Measured& b) { return a.intended < b.intended; });
  return sorted;
}

}  // namespace pawl::tools::load
