#pragma once
/// The token Service answers the requests of the HTTP interface: generate, validate, healthz,
/// metrics. It knows no sockets. Documented in README.md.

#include "service_metrics.hpp"
#include "slowdown.hpp"
#include "token.hpp"
#include "tools/http_server/exchange.hpp"

#include <functional>
#include <string_view>

namespace pawl::tools::trust_token {

using http_server::Request;
using http_server::Response;

/// Several threads may use it at a time.
class Service {
 public:
  using Clock = std::function<Time()>;
  Service(Signer signer, Clock clock, Slowdown slowdown = {});

  /// What the client got wrong is a response, too: 400, 404 or 405.
  Response answer(const Request& request);
  /// For what never became a request: too long, not HTTP, one connection too many. Counted.
  Response refusal(unsigned status, std::string_view reason);

 private:
  struct Route;
  static const Route* find(const Request& request);

  Response respond(const Request& request);
  Response generate(const Request& request);
  Response validate(const Request& request);
  Response healthz(const Request& request);
  Response metrics(const Request& request);

  Signer signer_;
  Clock clock_;
  Slowdown slowdown_;
  ServiceMetrics metrics_;
};

}  // namespace pawl::tools::trust_token
