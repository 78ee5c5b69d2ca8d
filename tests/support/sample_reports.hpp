#pragma once
/// Reports to render: one that has everything, one of each verdict, and hostile ones.

#include "ci/report.hpp"
#include "support/for_all.hpp"

#include <string>

namespace pawl::tests {

/// Fails; every verdict of rows and budgets occurs.
ci::Report full_report();
/// Nothing but unchanged rows and kept budgets.
ci::Report passing_report();
/// There was no baseline: every row is new.
ci::Report report_without_baseline();
/// `rows` rows of every verdict by turns.
ci::Report long_report(std::size_t rows);

/// Text made of what might format, link, mention, hide or end something, and of random bytes.
std::string garbage(Gen& gen);
/// A report in which every text is garbage and numbers are extreme.
ci::Report hostile_report(Gen& gen);

}  // namespace pawl::tests
