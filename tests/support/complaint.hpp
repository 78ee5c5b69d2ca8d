#pragma once
/// What tests ask of sentences.

#include "baselines/error.hpp"

#include <string>

namespace pawl::tests {

inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

/// What the Error that the action throws says; empty when it throws none.
template <typename Action>
std::string complaint_of(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

}  // namespace pawl::tests
