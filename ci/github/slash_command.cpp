#include "slash_command.hpp"

#include "ci/inert.hpp"
#include "ci/json_path.hpp"
#include "event.hpp"

#include <algorithm>
#include <array>

namespace pawl::ci {

namespace {

namespace json = boost::json;

constexpr std::size_t longest_command = 4000;  // bytes; the rest is not read
constexpr std::size_t longest_reason = 300;    // characters

struct Word {
  std::string_view name;
  SlashCommand::Kind kind;
};
constexpr std::array<Word, 5> words = {{{"help", SlashCommand::Kind::help},
                                        {"accept", SlashCommand::Kind::accept},
                                        {"confirm", SlashCommand::Kind::confirm},
                                        {"ignore", SlashCommand::Kind::ignore},
                                        {"rerun", SlashCommand::Kind::rerun}}};

bool is_login(std::string_view text) {
  constexpr std::string_view allowed =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
  return !text.empty() && text.size() <= 100 &&
         text.find_first_not_of(allowed) == std::string_view::npos;
}

constexpr std::string_view blanks = " \t\v\f", before_reason = "reason:";

void skip_blanks(std::string_view& line) {
  line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
}

/// The next word, of which the line is rid; empty at its end.
std::string_view take_word(std::string_view& line) {
  skip_blanks(line);
  const std::string_view word = line.substr(0, line.find_first_of(blanks));
  line.remove_prefix(word.size());
  return word;
}

/// The next word, or what stands between quotes or backticks, as names with blanks have to.
std::string_view take_name(std::string_view& line) {
  const bool is_quoted = line.starts_with('"') || line.starts_with('`');
  const std::size_t end = is_quoted ? line.find(line.front(), 1) : std::string_view::npos;
  const bool is_whole = end != std::string_view::npos && end > 1 &&
                        blanks.find(line.substr(end).substr(1, 1)) != std::string_view::npos;
  if (!is_whole) return take_word(line);
  const std::string_view name = line.substr(1, end - 1);
  line.remove_prefix(end + 1);
  return name;
}

/// "until DATE" behind the names; other commands have no end.
void take_end(SlashCommand& command) {
  std::vector<std::string>& names = command.benchmarks;
  if (command.kind != SlashCommand::Kind::ignore || names.size() < 2 ||
      names[names.size() - 2] != "until")
    return;
  command.until = names.back();
  names.resize(names.size() - 2);
}

}  // namespace

std::string_view name(SlashCommand::Kind kind) {
  for (const Word& known : words)
    if (known.kind == kind) return known.name;
  return {};
}

std::optional<SlashCommand> parse_slash_command(std::string_view comment) {
  comment = comment.substr(0, longest_command);
  std::string_view line = comment.substr(0, comment.find_first_of("\r\n"));
  if (take_word(line) != "/pawl") return std::nullopt;
  const std::string_view asked = take_word(line);
  if (asked.empty()) return SlashCommand{.kind = SlashCommand::Kind::help};
  SlashCommand command;
  for (const Word& known : words)
    if (asked == known.name) command.kind = known.kind;
  for (skip_blanks(line); !line.empty() && !line.starts_with(before_reason); skip_blanks(line))
    command.benchmarks.emplace_back(take_name(line));
  take_end(command);
  if (!line.empty()) command.reason = plain(line.substr(before_reason.size()), longest_reason);
  return command;
}

CommentEvent parse_comment_event(std::string_view payload) {
  const json::value root = payload_object(payload, "an issue_comment payload");
  CommentEvent event = {.is_new = text_at(root, {"action"}) == "created",
                        .is_pull_request = value_at(root, {"issue", "pull_request"}) != nullptr,
                        .is_by_bot = text_at(root, {"comment", "user", "type"}) == "Bot",
                        .number = number_at(root, {"issue", "number"}),
                        .comment = number_at(root, {"comment", "id"}),
                        .author = text_at(root, {"comment", "user", "login"}),
                        .body = text_at(root, {"comment", "body"})};
  if (!is_login(event.author)) event.author.clear();
  return event;
}

}  // namespace pawl::ci
