#pragma once
/// A DryRun is an Http that sends nothing: it shows each request, secrets as ***, and answers as if
/// nothing were there yet and every write succeeded.

#include "http.hpp"
#include "smtp.hpp"

#include <ostream>

namespace pawl::ci {

class DryRun : public Http {
 public:
  explicit DryRun(std::ostream& out) : out_(out) {}
  Answer send(const Request& request) override;

 private:
  std::ostream& out_;
};

/// The same for mail.
class DrySmtp : public Smtp {
 public:
  explicit DrySmtp(std::ostream& out) : out_(out) {}
  Answer send(const Mail& mail) override;

 private:
  std::ostream& out_;
};

}  // namespace pawl::ci
