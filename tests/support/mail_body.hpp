#pragma once
/// A mail taken apart: its header, a line a field; what it says, out of its base64.

#include "baselines/keys/base64.hpp"

#include <string>

namespace pawl::tests {

inline std::string mail_header(const std::string& mail) {
  std::string header = mail.substr(0, mail.find("\r\n\r\n"));
  for (std::size_t fold; (fold = header.find("\r\n ")) != header.npos;) header.erase(fold, 2);
  return header;
}

inline std::string mail_body(const std::string& mail) {
  std::string text = mail.substr(mail.find("\r\n\r\n") + 4);
  std::erase_if(text, [](char c) { return c == '\r' || c == '\n'; });
  return baselines::base64_decoded(text).value();
}

}  // namespace pawl::tests
