#pragma once
/// Slack blocks are a report as a message of Slack's Block Kit.

#include "ci/report.hpp"

#include <cstddef>
#include <string>

namespace pawl::ci {

/// Of a section's text, in UTF-16 code units. Slack refuses messages with more than 3,000; of three
/// such sections of rows header, advice and context fit into 12,000 beside them.
constexpr std::size_t longest_slack_section = 2900;

/// Appends a section of mrkdwn in which Slack does not look for links, channels or names.
void append_slack_section(std::string& out, const std::string& text);

/// A JSON object with `text` (what a notification shows) and `blocks`: the verdict, what to do now,
/// what regressed, broken budgets, what is undecided. Within Slack's limits (50 blocks, header 150
/// characters, section 3,000, 12,000 in all) whatever the report holds; nothing in it mentions,
/// links or formats. Ends without a newline.
std::string slack_blocks(const Report& report);

}  // namespace pawl::ci
