#pragma once
/// The destinations at GitHub, and within a step of its Actions, as rows of notify's table.

#include "delivery.hpp"

#include <string>

namespace pawl::ci {

std::string to_github_comment(const Delivery& delivery);
std::string to_github_check(const Delivery& delivery);
std::string to_github_status(const Delivery& delivery);
std::string to_github_issue(const Delivery& delivery);
std::string to_step_summary(const Delivery& delivery);

}  // namespace pawl::ci
