#pragma once
/// CurlSmtp is the Smtp that goes out, by libcurl. Without TLS it speaks only to this machine
/// itself and never sends a password; certificates are verified.

#include "smtp.hpp"

#include <stop_token>
#include <utility>

namespace pawl::ci {

class CurlSmtp : public Smtp {
 public:
  /// Once a stop is requested, what is on its way is given up within a second or so.
  explicit CurlSmtp(std::stop_token stop = {}) : stop_(std::move(stop)) {}
  Answer send(const Mail& mail) override;

 private:
  std::stop_token stop_;
};

}  // namespace pawl::ci
