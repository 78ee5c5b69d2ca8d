#pragma once
/// A slash command is a comment on a pull request that asks Pawl for something: its first line
/// begins with "/pawl". All of it is a stranger's text until its author's permission is known.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace pawl::ci {

struct SlashCommand {
  enum class Kind { help, accept, confirm, ignore, rerun, unknown };
  Kind kind = Kind::unknown;
  std::vector<std::string> benchmarks{};  ///< exact names; none: all
  std::string until{};                    ///< the word after "until", at the end of the names
  std::string reason{};                   ///< what follows "reason:", one plain line
};

/// As it is written: "accept"; empty when it is unknown.
std::string_view name(SlashCommand::Kind kind);

/// `/pawl accept token/small token/large reason: slower, but safe`, or
/// `/pawl ignore token/small until 2026-12-31 reason: …`; a name with blanks stands in quotes or
/// backticks. nullopt when it is none.
std::optional<SlashCommand> parse_slash_command(std::string_view comment);

/// A webhook's issue_comment payload as far as it is needed.
struct CommentEvent {
  bool is_new = false;           ///< not an edit, not a deletion
  bool is_pull_request = false;  ///< not a plain issue
  bool is_by_bot = false;        ///< Pawl's own among them
  std::string number{};          ///< of the pull request
  std::string comment{};         ///< its id
  std::string author{};          ///< a login: letters, digits, '-' and '_'; else empty
  std::string body{};
};

/// Error (Fault::input) when it is no JSON object.
CommentEvent parse_comment_event(std::string_view payload);

}  // namespace pawl::ci
