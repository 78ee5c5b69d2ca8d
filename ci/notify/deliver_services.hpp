#pragma once
/// The destinations that are not GitHub, as rows of notify's table. Each secret is in the variable
/// named, or in the file that the variable with _FILE behind its name leads to.

#include "notify.hpp"

#include <string>

namespace pawl::ci {

std::string to_slack(const Delivery& delivery);
std::string to_webhook(const Delivery& delivery);
std::string to_alertmanager(const Delivery& delivery);
std::string to_email(const Delivery& delivery);

}  // namespace pawl::ci
