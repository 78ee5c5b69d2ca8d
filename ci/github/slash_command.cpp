#include "slash_command.hpp"

#include "ci/inert.hpp"
#include "ci/json_path.hpp"
#include "event.hpp"

#include <array>
#include <sstream>

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
  const std::string line(comment.substr(0, comment.find_first_of("\r\n")));
  const std::size_t reason = line.find("reason:");
  std::istringstream in(line.substr(0, reason));
  std::string word;
  if (!(in >> word) || word != "/pawl") return std::nullopt;
  SlashCommand command;
  if (!(in >> word)) return SlashCommand{.kind = SlashCommand::Kind::help};
  for (const Word& known : words)
    if (word == known.name) command.kind = known.kind;
  while (in >> word) command.benchmarks.push_back(word);
  take_end(command);
  if (reason != std::string::npos)
    command.reason = plain(std::string_view(line).substr(reason + 7), longest_reason);
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
