#pragma once
/// CurlSmtp is the Smtp that goes out, by libcurl. Without TLS it speaks only to this machine
/// itself and never sends a password; certificates are verified.

#include "smtp.hpp"

namespace pawl::ci {

class CurlSmtp : public Smtp {
 public:
  Answer send(const Mail& mail) override;
};

}  // namespace pawl::ci
