#pragma once
/// The launch helper's program (launch_helper.cpp, linked statically) as bytes, so that pawl is one
/// file wherever it is copied to.

#include <string_view>

namespace pawl::tools {

std::string_view launch_helper_image();

}  // namespace pawl::tools
