#pragma once
/// hold() takes duels to their ends, a pair of each in turn.

#include "duel.hpp"
#include "tools/command_line/console.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace pawl::tools {

/// A pair of each in turn, until all are over, the time is up or the user interrupts. With a time,
/// plans are made for no more pairs than fit into it, and each duel has a last look when it is up.
/// Returns whether all were decided.
bool hold(std::deque<Duel>& duels, std::optional<double> max_time, const std::string& heading,
          const Console& console);

/// What came in the way of duels that were held, a sentence each: where launches failed and nothing
/// had been built, that and its way out; where not all were decided, that, and whose time went into
/// what nobody asked for.
std::vector<std::string> hindrances(const std::deque<Duel>& duels, bool is_complete,
                                    bool was_nothing_built);

}  // namespace pawl::tools
