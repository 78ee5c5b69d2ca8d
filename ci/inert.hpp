#pragma once
/// Inert text is text from outside (names, reasons, branches: all may come from a stranger's pull
/// request) that can no longer do anything where it is shown: it formats nothing, links nothing,
/// calls nobody, hides nothing and cannot break out of the place where it stands.

#include <cstddef>
#include <string>
#include <string_view>

namespace pawl::ci {

/// What a name may take where it is shown, in characters: the rest is cut.
inline constexpr std::size_t longest_name = 120;
/// What a sentence may take.
inline constexpr std::size_t longest_sentence = 600;

/// One line of valid UTF-8, at most `longest` characters: white space collapsed, without controls
/// (ESC and NUL among them) and without characters that reorder or hide text. Where a CI job's log
/// would take it for a command ("::error::" at the start, "##[error]" anywhere), an invisible word
/// joiner breaks it.
std::string plain(std::string_view text, std::size_t longest = longest_name);

/// `plain` as a code span of GitHub's markdown, fit for a table's cell, where mentions, references,
/// links and HTML are not looked for. Back-quotes become ' and bars ¦.
std::string markdown_code(std::string_view text, std::size_t longest = longest_name);

/// `plain` as prose of GitHub's markdown, fit for a table's cell or a line of a list. Punctuation
/// is escaped, and what would begin a heading or a list; mentions, references and addresses are
/// broken by an invisible word joiner; back-quotes and bars as above.
std::string markdown_prose(std::string_view text, std::size_t longest = longest_sentence);

/// `plain` as text or a quoted attribute of HTML and XML.
std::string html_text(std::string_view text, std::size_t longest = longest_sentence);

/// `plain` for Slack's mrkdwn: & < > escaped, formatting characters replaced by look-alikes.
std::string slack_text(std::string_view text, std::size_t longest = longest_sentence);

/// `plain` as a code span of Slack's mrkdwn. Back-quotes become '.
std::string slack_code(std::string_view text, std::size_t longest = longest_name);

/// `plain` for a hidden HTML comment: letters, digits and ._-/ as they are, all else as %XX.
std::string comment_word(std::string_view text, std::size_t longest = longest_name);

}  // namespace pawl::ci
