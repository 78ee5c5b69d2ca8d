#pragma once
/// OpenMetrics are the model's latest figures for Prometheus, under names that stay: README.md
/// lists them.

#include "ci/alerts/book.hpp"
#include "model.hpp"

#include <string>

namespace pawl::tools::dashboard {

inline constexpr auto open_metrics_type =
    "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// The exposition, ending in "# EOF". Names from outside are in escaped label values alone.
/// `in_trouble`: the alert book could not be kept or delivered.
std::string open_metrics(const Model& model, const ci::AlertBook* alerts = nullptr,
                         bool in_trouble = false);

}  // namespace pawl::tools::dashboard
