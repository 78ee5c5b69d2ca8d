#include "findings.hpp"

#include "format.hpp"

#include <algorithm>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace pawl::ci {
namespace {

/// A commit that some change may be of.
struct Place {
  Finding finding;
  double score = 0;
  std::vector<std::size_t> claims{};  ///< those that may be there, by their numbers
};

/// A change, and the places (by their numbers) where it may be, each with what it says for it.
struct Claim {
  Finding::Member member;
  struct Vote {
    std::size_t place;
    double weight;
  };
  std::vector<Vote> votes;
  bool is_taken = false;
};

/// What spoke for a place when it was last looked at; of equal ones the first is the greatest.
struct Bid {
  double score;
  std::size_t place;
  bool operator<(const Bid& other) const {
    return std::tie(score, other.place) < std::tie(other.score, place);
  }
};

class Grouping {
 public:
  void add(const SeriesChanges& series, const stats::Change& change) {
    Claim claim{{&series, &change}, {}};
    const std::size_t reach = reach_of(change);
    for (std::size_t i = change.index - std::min(change.index - 1, reach);
         i <= change.index + reach && series.named.contains(i); ++i) {
      const std::size_t away = std::max(i, change.index) - std::min(i, change.index);
      const Claim::Vote vote{number_of(series, i), 1 / (1 + static_cast<double>(away))};
      places_[vote.place].score += vote.weight;
      places_[vote.place].claims.push_back(claims_.size());
      claim.votes.push_back(vote);
    }
    claims_.push_back(std::move(claim));
  }

  /// The place that most speaks for takes all that may be there, until none is left. Scores only
  /// fall, so that the best bid that still holds is the best of all.
  std::vector<Finding> findings() && {
    std::priority_queue<Bid> bids;
    for (std::size_t i = 0; i < places_.size(); ++i) bids.push({places_[i].score, i});
    std::vector<Finding> all;
    while (!bids.empty()) {
      const Bid best = bids.top();
      bids.pop();
      Place& place = places_[best.place];
      if (place.score < best.score)
        bids.push({place.score, best.place});
      else if (take_claims(place))
        all.push_back(std::move(place.finding));
    }
    return all;
  }

 private:
  std::size_t number_of(const SeriesChanges& series, std::size_t index) {
    const NamedPoint& point = series.named.at(index);
    const auto [found, is_new] = numbers_.try_emplace(point.run, places_.size());
    if (is_new)
      places_.push_back({{point.run, series.named.at(index - 1).run, point.time, index, {}}});
    Finding& finding = places_[found->second].finding;
    finding.earliest = std::min(finding.earliest, index);
    return found->second;
  }

  /// Whether any was left.
  bool take_claims(Place& place) {
    for (const std::size_t number : place.claims) {
      Claim& claim = claims_[number];
      if (std::exchange(claim.is_taken, true)) continue;
      for (const Claim::Vote& vote : claim.votes) places_[vote.place].score -= vote.weight;
      place.finding.members.push_back(claim.member);
    }
    return !place.finding.members.empty();
  }

  std::vector<Place> places_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<Claim> claims_;
};

}  // namespace

std::vector<Finding> findings(const std::vector<SeriesChanges>& series) {
  Grouping grouping;
  for (const SeriesChanges& one : series)
    for (const stats::Change& change : one.found.changes) grouping.add(one, change);
  std::vector<Finding> all = std::move(grouping).findings();
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.time, a.earliest) < std::tie(b.time, b.earliest);
  });
  return all;
}

bool is_at(const Finding::Member& member, const Finding& finding) {
  return member.series->named.at(member.change->index).run == finding.run;
}

std::string summary(const std::vector<SeriesChanges>& series, const std::vector<Finding>& all) {
  std::size_t changes = 0, drifting = 0, withdrawn = 0, points = 0;
  for (const SeriesChanges& one : series) {
    changes += one.found.changes.size();
    drifting += one.found.drift ? 1u : 0u;
    withdrawn += one.found.withdrawn.size();
    points += one.points;
  }
  return count(changes, "change") + " at " + count(all.size(), "commit") + " in " +
         count(series.size(), "series", "series") + " of " + count(points, "point") +
         (drifting > 0 ? "; " + count(drifting) + " drifting" : "") +
         (withdrawn > 0 ? "; " + count(withdrawn, "announcement") + " taken back since" : "");
}

}  // namespace pawl::ci
