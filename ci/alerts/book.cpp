#include "book.hpp"

#include "baselines/error.hpp"
#include "ci/inert.hpp"

#include <algorithm>
#include <array>

namespace pawl::ci {

namespace {

constexpr std::size_t id_digits = 12;
constexpr std::size_t shortest_id = 4;
constexpr std::size_t most_silences = 1000;
constexpr std::string_view word_open = "open", word_resolved = "resolved";

std::string id_of(std::string_view rule, std::string_view fingerprint) {
  return digest({rule, fingerprint}).substr(0, id_digits);
}

BookedAlert* find(AlertBook& book, const std::string& id) {
  const auto place = std::ranges::lower_bound(book.alerts, id, {}, &BookedAlert::id);
  return place != book.alerts.end() && place->id == id ? &*place : nullptr;
}

void open(BookedAlert& alert, std::int64_t now) {
  alert.state = AlertState::open;
  alert.opened = now;
  alert.acknowledged = alert.resolved = 0;
  alert.by.clear();
  alert.note.clear();
}

/// The alert fires, by evidence that may have counted already.
void fire(BookedAlert& booked, const Firing& firing, const AlertEvidence& evidence,
          std::int64_t now) {
  booked.alert = firing.alert;  // its words may be newer
  const bool is_gone = booked.state == AlertState::resolved;
  if (booked.evidence == evidence.id && !is_gone) return;
  if (is_gone) {
    booked.state = AlertState::pending;
    booked.runs = 0;
    booked.since = now;
  }
  booked.evidence = evidence.id;
  ++booked.runs;
  if (booked.state == AlertState::pending && booked.runs >= firing.runs) open(booked, now);
}

/// Whether some destination believes that it is open.
bool is_known_open(const BookedAlert& alert) {
  return std::ranges::any_of(alert.told, [](const auto& one) { return one.second == word_open; });
}

/// Whether there is room for one more alert; what was over first of what everybody knows to be over
/// leaves for it.
bool has_room(AlertBook& book) {
  if (book.alerts.size() < most_booked) return true;
  auto oldest = book.alerts.end();
  for (auto one = book.alerts.begin(); one != book.alerts.end(); ++one)
    if (one->state == AlertState::resolved && !is_known_open(*one) &&
        (oldest == book.alerts.end() || one->resolved < oldest->resolved))
      oldest = one;
  if (oldest == book.alerts.end()) return false;
  book.alerts.erase(oldest);
  return true;
}

BookedAlert& place_of(AlertBook& book, const Firing& firing, const AlertEvidence& evidence,
                      std::int64_t now) {
  const std::string id = id_of(firing.rule, firing.alert.fingerprint);
  if (BookedAlert* known = find(book, id)) return *known;
  BookedAlert fresh{.id = id,
                    .rule = firing.rule,
                    .alert = firing.alert,
                    .suite = evidence.suite,
                    .testbed = evidence.testbed,
                    .evidence = {},
                    .since = now,
                    .by = {},
                    .note = {},
                    .told = {}};
  const auto place = std::ranges::lower_bound(book.alerts, id, {}, &BookedAlert::id);
  return *book.alerts.insert(place, std::move(fresh));
}

bool is_in(const BookedAlert& alert, const AlertEvidence& evidence) {
  return alert.suite == evidence.suite && alert.testbed == evidence.testbed &&
         evidence.rules.count(alert.rule) > 0 &&
         (evidence.looked_at.empty() ||
          evidence.looked_at.count({alert.alert.benchmark, alert.alert.metric}) > 0);
}

void resolve(BookedAlert& alert, std::int64_t now) {
  alert.state = AlertState::resolved;
  alert.resolved = now;
}

/// Of what is in the evidence's scope and not firing: pending ones that nobody knows of leave,
/// others are resolved.
void resolve_gone(AlertBook& book, const AlertEvidence& evidence,
                  const std::set<std::string>& firing, std::int64_t now) {
  const auto is_gone = [&](const BookedAlert& alert) {
    return alert.state != AlertState::resolved && is_in(alert, evidence) &&
           firing.count(alert.id) == 0 &&
           evidence.unsure.count({alert.rule, alert.alert.fingerprint}) == 0;
  };
  std::erase_if(book.alerts, [&](const BookedAlert& alert) {
    return alert.state == AlertState::pending && is_gone(alert) && !is_known_open(alert);
  });
  for (BookedAlert& alert : book.alerts)
    if (is_gone(alert)) resolve(alert, now);
}

Error no_such(std::string_view what, std::string_view id, std::string_view found) {
  return {Fault::usage, "expected the id of " + std::string(what) + ", found " +
                            std::string(found) + " that begins with \"" + plain(id, 40) +
                            "\"; `pawl alerts list` shows them"};
}

/// The one element whose id begins so.
template <typename Element>
Element& one_of(std::vector<Element>& all, std::string_view id, std::string_view what) {
  Element* found = nullptr;
  for (Element& element : all) {
    if (id.size() < shortest_id || !element.id.starts_with(id)) continue;
    if (found != nullptr) throw no_such(what, id, "several");
    found = &element;
  }
  if (found == nullptr) throw no_such(what, id, "none");
  return *found;
}

/// The word for what a destination should be told of the alert; empty: nothing.
std::string_view news_of(const AlertBook& book, const BookedAlert& alert,
                         const std::string& destination, std::int64_t now) {
  const auto known = alert.told.find(destination);
  const std::string_view told = known == alert.told.end() ? std::string_view() : known->second;
  if (alert.state == AlertState::resolved) return told == word_open ? word_resolved : "";
  const bool is_new = alert.state == AlertState::open && told != word_open;
  return is_new && silence_of(book, alert, now) == nullptr ? word_open : "";
}

}  // namespace

std::string_view name(AlertState state) {
  constexpr std::array<std::string_view, 4> names = {"pending", "open", "acknowledged", "resolved"};
  return names[static_cast<std::size_t>(state)];
}

AlertBook updated(AlertBook book, const AlertEvidence& evidence, std::int64_t now) {
  if (evidence.time != 0 && evidence.time <= now) {
    std::int64_t& newest = book.seen[digest({evidence.suite, evidence.testbed})];
    if (newest <= now && evidence.time < newest) return book;
    newest = evidence.time;
  }
  std::set<std::string> ids;
  for (const Firing& firing : evidence.firing) {
    const std::string id = id_of(firing.rule, firing.alert.fingerprint);
    if (find(book, id) == nullptr && !has_room(book)) continue;
    ids.insert(id);
    fire(place_of(book, firing, evidence, now), firing, evidence, now);
  }
  resolve_gone(book, evidence, ids, now);
  return book;
}

AlertBook tidied(AlertBook book, const std::vector<baselines::AlertRule>& rules, std::int64_t now) {
  for (BookedAlert& alert : book.alerts) {
    const bool is_known = std::ranges::any_of(
        rules, [&](const baselines::AlertRule& rule) { return rule.name == alert.rule; });
    if (!is_known && alert.state != AlertState::resolved) resolve(alert, now);
  }
  std::erase_if(book.alerts, [&](const BookedAlert& alert) {
    return alert.state == AlertState::resolved && alert.resolved + resolved_kept < now;
  });
  std::erase_if(book.silences,
                [&](const Silence& silence) { return silence.until + resolved_kept < now; });
  return book;
}

AlertBook acknowledged(AlertBook book, std::string_view id, const std::string& by,
                       const std::string& note, std::int64_t now) {
  BookedAlert& alert = one_of(book.alerts, id, "an alert");
  if (alert.state != AlertState::open)
    throw Error(Fault::usage, "alert " + alert.id + ": expected an open one, found it " +
                                  std::string(name(alert.state)));
  if (by.empty()) throw Error(Fault::usage, "alert " + alert.id + ": who takes it on? --by NAME");
  alert.state = AlertState::acknowledged;
  alert.acknowledged = now;
  alert.by = by;
  alert.note = note;
  return book;
}

AlertBook silenced(AlertBook book, Silence silence, std::int64_t now) {
  const auto demand = [](bool is_met, const char* sentence) {
    if (!is_met) throw Error(Fault::usage, std::string("a silence: ") + sentence);
  };
  demand(!silence.owner.empty(), "expected an owner, found none; who answers for it?");
  demand(!silence.reason.empty(), "expected a reason, found none; why?");
  demand(!silence.benchmark.empty() && !silence.rule.empty(),
         "expected a benchmark and a rule, * for every one");
  demand(silence.until > now, "expected an end that lies ahead");
  demand(book.silences.size() < most_silences, "there are 1,000 already; end some");
  silence.since = now;
  silence.id = digest({silence.benchmark, silence.rule, silence.owner, silence.reason,
                       std::to_string(now), std::to_string(silence.until)})
                   .substr(0, id_digits);
  std::erase_if(book.silences, [&](const Silence& known) { return known.id == silence.id; });
  book.silences.push_back(std::move(silence));
  return book;
}

AlertBook unsilenced(AlertBook book, std::string_view id, std::int64_t now) {
  Silence& silence = one_of(book.silences, id, "a silence");
  silence.until = std::min(silence.until, now);
  return book;
}

const Silence* silence_of(const AlertBook& book, const BookedAlert& alert, std::int64_t now) {
  for (const Silence& silence : book.silences)
    if (now < silence.until && is_like(alert.alert.benchmark, silence.benchmark) &&
        is_like(alert.rule, silence.rule))
      return &silence;
  return nullptr;
}

std::vector<AlertNews> news_for(const AlertBook& book, const std::string& destination,
                                std::int64_t now) {
  std::vector<AlertNews> news;
  for (const BookedAlert& alert : book.alerts)
    if (const std::string_view word = news_of(book, alert, destination, now); !word.empty())
      news.push_back({alert, word == word_resolved});
  std::ranges::stable_sort(news, {}, &AlertNews::is_resolved);
  return news;
}

AlertBook told(AlertBook book, const std::string& destination, const std::vector<AlertNews>& news) {
  for (const AlertNews& one : news)
    if (BookedAlert* alert = find(book, one.alert.id))
      alert->told[destination] = one.is_resolved ? word_resolved : word_open;
  return book;
}

std::vector<BookedAlert> known_open(const AlertBook& book, const std::string& destination) {
  std::vector<BookedAlert> known;
  for (const BookedAlert& alert : book.alerts)
    if (const auto word = alert.told.find(destination);
        word != alert.told.end() && word->second == word_open)
      known.push_back(alert);
  std::ranges::stable_sort(known, {}, &BookedAlert::opened);
  return known;
}

/// Greedily: each piece between stars is looked for after the one before it.
bool is_like(std::string_view text, std::string_view pattern) {
  const auto first = pattern.find('*');
  if (first == pattern.npos) return text == pattern;
  const std::string_view tail = pattern.substr(pattern.rfind('*') + 1);
  if (text.size() < first + tail.size() || !text.starts_with(pattern.substr(0, first)) ||
      !text.ends_with(tail))
    return false;
  std::string_view middle = text.substr(first, text.size() - first - tail.size());
  for (std::size_t at = first + 1; at + tail.size() < pattern.size();) {
    const auto end = pattern.find('*', at);
    const std::string_view piece = pattern.substr(at, end - at);
    const auto found = middle.find(piece);
    if (found == middle.npos) return false;
    middle.remove_prefix(found + piece.size());
    at = end + 1;
  }
  return true;
}

}  // namespace pawl::ci
