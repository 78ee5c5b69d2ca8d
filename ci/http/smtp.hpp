#pragma once
/// Smtp hands one mail to a mail server. The real one is CurlSmtp; tests answer from a script.

#include "http.hpp"

#include <string>
#include <vector>

namespace pawl::ci {

struct Mail {
  std::string server;          ///< "smtp://mail.example:587" (STARTTLS), "smtps://mail.example"
  std::string user, password;  ///< secrets; empty: without authentication
  std::string from;            ///< "pawl@example.org"
  std::vector<std::string> to;
  std::string text;  ///< headers and body, lines ending in CR LF
};

class Smtp {
 public:
  Smtp() = default;
  Smtp(const Smtp&) = delete;
  Smtp& operator=(const Smtp&) = delete;
  virtual ~Smtp() = default;
  /// A Response of status 200 when the server took it; else why not.
  virtual Answer send(const Mail& mail) = 0;
};

}  // namespace pawl::ci
