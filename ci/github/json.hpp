#pragma once
/// What GitHub answers, as JSON. Heavy (Boost.JSON): for .cpp files only.

#include "baselines/error.hpp"
#include "ci/json_path.hpp"

#include <string>

namespace pawl::ci {

inline boost::json::value parsed(const std::string& body) {
  boost::system::error_code failure;
  boost::json::value root = boost::json::parse(body, failure);
  if (failure)
    throw Error(Fault::remote, "GitHub's answer: expected JSON; is GITHUB_API_URL its API's URL?");
  return root;
}

inline boost::json::array list_in(const std::string& body) {
  boost::json::value root = parsed(body);
  if (!root.is_array())
    throw Error(Fault::remote, "GitHub's answer: expected a list; is GITHUB_API_URL right?");
  return std::move(root.get_array());
}

}  // namespace pawl::ci
