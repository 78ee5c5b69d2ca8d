#pragma once
/// Slack blocks are a report as a message of Slack's Block Kit.

#include "report.hpp"

#include <string>

namespace pawl::ci {

/// A JSON object with `text` (what a notification shows) and `blocks`: the verdict, what to do now,
/// what regressed, broken budgets, what is undecided. Within Slack's limits (50 blocks, header 150
/// characters, section 3,000, 12,000 in all) whatever the report holds; nothing in it mentions,
/// links or formats. Ends without a newline.
std::string slack_blocks(const Report& report);

}  // namespace pawl::ci
