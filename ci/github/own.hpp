#pragma once
/// What Pawl wrote on GitHub is its own; anybody may write something that looks like it. Heavy
/// (Boost.JSON): for .cpp files only.

#include "github.hpp"

#include <boost/json/value.hpp>

#include <optional>

namespace pawl::ci {

/// Of comments or issues, the first that this token's user wrote, who is the account's `login` when
/// the token is an app's, which may not ask who it is. nullopt when there is none.
std::optional<boost::json::value> first_own(Github& github, const boost::json::array& written);

}  // namespace pawl::ci
