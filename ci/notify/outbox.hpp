#pragma once
/// An Outbox is a directory of letters: what is to be delivered is put there first and taken out
/// when it has arrived, so that neither a service that is down nor a killed process loses it.

#include "baselines/directory_lock.hpp"
#include "ci/github/event.hpp"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

/// A report on its way to one destination. It holds no secret, nor says to which server one is
/// sent.
struct Letter {
  std::string destination;  ///< "github-comment"
  std::string report;       ///< report.json
  Environment address;      ///< GITHUB_REPOSITORY, _REF, _HEAD_REF, _SHA, _RUN_ID
};

/// The address that a delivery from this environment has. Since the payload's file will be gone,
/// GITHUB_REF and GITHUB_SHA hold the event's pull request and commit, and GITHUB_HEAD_REF says
/// that it is of another branch than the default one.
Environment address_of(const Environment& environment, const Event& event);

/// The environment in which to deliver a letter: its address, all else as it is now. Whoever can
/// write into the directory chooses the address: Error (Fault::input) when it is in another
/// repository than the environment's, where that names one.
Environment readdressed(Environment environment, const Letter& letter);

/// Letters are JSON:
/// {"format":"pawl-letter","version":1,"destination":…,"address":{…},"report":"…"}.
std::string letter_json(const Letter& letter);
/// Error (Fault::input) unless `text` is what letter_json writes; `name` is the file's.
Letter parse_letter(std::string_view text, std::string_view name);

/// Held by one process at a time; others wait.
class Outbox {
 public:
  /// More are refused rather than to fill a disk unseen.
  static constexpr std::size_t most_letters = 100;

  /// Drops what a killed process left of a letter, and nothing else: the directory may be any.
  /// Throws Error (Fault::io).
  explicit Outbox(std::filesystem::path directory);

  /// The name of letters to that destination of the same `identity`: "slack-ba7816bf8f01cfea.json".
  static std::string name(std::string_view destination, std::string_view identity);
  /// Keeps the letter under its name, in the place of an older one. Error (Fault::io) when there
  /// are most_letters already.
  std::string put(const Letter& letter, std::string_view identity);
  /// Of what is not there: nothing.
  void remove(const std::string& name);
  /// Of all files that are named as letters are, oldest first. Throws Error (Fault::io).
  std::vector<std::string> names() const;
  Letter letter(const std::string& name) const;

 private:
  std::filesystem::path directory_;
  baselines::DirectoryLock lock_;
};

}  // namespace pawl::ci
