#pragma once
/// What Pawl wrote on GitHub is its own; anybody may write something that looks like it. Heavy
/// (Boost.JSON): for .cpp files only.

#include "github.hpp"

#include <boost/json/value.hpp>

#include <optional>

namespace pawl::ci {

/// The first of these comments or issues that this token's user wrote; nullopt when there is none.
/// An app's token may not ask who it is: then the account's `login` is taken.
std::optional<boost::json::value> first_own(Github& github, const boost::json::array& written);

}  // namespace pawl::ci
