#pragma once
/// Assets are the files of the dashboard's page, held in the program.

#include <span>
#include <string_view>

namespace pawl::tools::dashboard {

struct Asset {
  std::string_view path;  ///< "/assets/page.js"
  std::string_view content_type;
  std::string_view bytes;
};

/// None when pawl was built without the page (-Ddashboard=disabled).
std::span<const Asset> assets();

}  // namespace pawl::tools::dashboard
