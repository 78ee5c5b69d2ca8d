#pragma once
/// Texts that a parser must refuse, and how it says so.

#include "baselines/error.hpp"

#include <boost/test/unit_test.hpp>

#include <ostream>
#include <string>

namespace pawl::tests {

struct Bad {
  const char* what;
  std::string text;
  std::string sentence;
};
inline std::ostream& operator<<(std::ostream& out, const Bad& bad) {
  return out << bad.what;
}

/// The sentence in which the action refuses its input; "accepted" when it does not.
template <typename Action>
std::string refusal_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    BOOST_TEST((error.fault == Fault::input));
    return error.what();
  }
  return "accepted";
}

}  // namespace pawl::tests
