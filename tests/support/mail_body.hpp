#pragma once
/// What a mail says, out of its base64.

#include "baselines/base64.hpp"

#include <string>

namespace pawl::tests {

inline std::string mail_body(const std::string& mail) {
  std::string text = mail.substr(mail.find("\r\n\r\n") + 4);
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  return baselines::base64_decoded(text).value();
}

}  // namespace pawl::tests
