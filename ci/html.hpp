#pragma once
/// Html is a report as one self-contained page: no scripts, no requests, dark or light as the
/// reader has it.

#include "report.hpp"

#include <string>

namespace pawl::ci {

/// Whatever the report holds, none of it becomes markup.
std::string html(const Report& report);

}  // namespace pawl::ci
