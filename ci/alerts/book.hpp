#pragma once
/// An AlertBook is what is known of alerts from one evidence to the next: which are pending, open,
/// acknowledged or resolved, and which are silenced by whom until when. A plain value: whoever
/// keeps it reads the file, changes the value, and replaces the file as a whole.

#include "evidence.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

enum class AlertState {
  pending,       ///< fires, but not yet in enough runs
  open,          ///< fires, and nobody has taken it on
  acknowledged,  ///< fires, and somebody has
  resolved,      ///< evidence says that it is gone
};

/// "pending", "open", "acknowledged", "resolved".
std::string_view name(AlertState state);

/// Times are seconds since 1970; 0: never.
struct BookedAlert {
  std::string id;  ///< 12 hexadecimal digits: of rule and fingerprint
  std::string rule;
  Alert alert;
  std::string suite{}, testbed{};
  AlertState state = AlertState::pending;
  std::size_t runs = 0;    ///< in a row in which it fired
  std::string evidence{};  ///< the last that counted
  std::int64_t since = 0;  ///< first fired
  std::int64_t opened = 0, acknowledged = 0, resolved = 0;
  std::string by{}, note{};  ///< who acknowledged it, and what they said
  /// By destination: the state last told there, "open" or "resolved".
  std::map<std::string, std::string> told{};
  bool operator==(const BookedAlert&) const = default;
};

/// Alerts that it covers are shown, but nobody is told of them.
struct Silence {
  std::string id;         ///< 12 hexadecimal digits
  std::string benchmark;  ///< a name in which * stands for any text; "*" covers whole suites, too
  std::string rule;       ///< likewise
  std::string owner, reason;  ///< never empty
  std::int64_t since = 0, until = 0;
  bool operator==(const Silence&) const = default;
};

struct AlertBook {
  std::vector<BookedAlert> alerts;           ///< by id
  std::vector<Silence> silences;             ///< oldest first
  std::map<std::string, std::int64_t> seen;  ///< by suite and testbed: time of the newest report
  bool operator==(const AlertBook&) const = default;
};

/// What is over leaves the book after resolved_kept seconds, or sooner for what fires in a full
/// one; of more than most_booked that fire, the rest is left out.
inline constexpr std::int64_t resolved_kept = 90 * 86400;
inline constexpr std::size_t most_booked = 5000;

/// The book after the evidence. The same evidence again changes nothing; a report older than the
/// newest that the book has seen does not count. A time after `now` is a wrong clock's: it makes
/// nothing older. What fires opens once it has done so in enough runs; what neither fires nor is
/// unsure is resolved; a resolved one that fires again opens anew. Alerts of rules that the
/// evidence cannot judge stay as they are.
AlertBook updated(AlertBook book, const AlertEvidence& evidence, std::int64_t now);

/// Resolves the alerts of rules that are gone from pawl.toml, and forgets what is old.
AlertBook tidied(AlertBook book, const std::vector<baselines::AlertRule>& rules, std::int64_t now);

/// The book with the alert taken on. Throws Error (Fault::usage) when no alert, or several, have an
/// id that begins so (by four digits at least), it is not open, or `by` is empty.
AlertBook acknowledged(AlertBook book, std::string_view id, const std::string& by,
                       const std::string& note, std::int64_t now);

/// With the silence, whose id and beginning are set here. Throws Error (Fault::usage) without an
/// owner, a reason, a benchmark, a rule and an end that lies ahead, or when there are 1,000
/// already.
AlertBook silenced(AlertBook book, Silence silence, std::int64_t now);

/// Ends the silence now. Throws Error (Fault::usage) unless exactly one has an id that begins so.
AlertBook unsilenced(AlertBook book, std::string_view id, std::int64_t now);

/// The silence that covers the alert now; nullptr when there is none.
const Silence* silence_of(const AlertBook& book, const BookedAlert& alert, std::int64_t now);

/// What a destination is told of an alert: that it is open, or that it is resolved.
struct AlertNews {
  BookedAlert alert;
  bool is_resolved = false;
};

/// What a destination still has to be told, what is open first: whatever is open and neither
/// acknowledged nor silenced, and whatever it was told of and is resolved. Nothing twice.
std::vector<AlertNews> news_for(const AlertBook& book, const std::string& destination,
                                std::int64_t now);
/// The book after the destination was told the news.
AlertBook told(AlertBook book, const std::string& destination, const std::vector<AlertNews>& news);

/// The alerts that a destination was told are open and not yet told are resolved, oldest first.
std::vector<BookedAlert> known_open(const AlertBook& book, const std::string& destination);

/// Whether `text` is `pattern`, in which * stands for any text. In time proportional to the product
/// of their lengths at most.
bool is_like(std::string_view text, std::string_view pattern);

}  // namespace pawl::ci
