#include "service.hpp"

#include "secret.hpp"
#include "url.hpp"

namespace pawl::ci {

namespace {

std::string way_out(int status, const std::string& variable) {
  if (status == 401 || status == 403)
    return "; is the secret that goes with " + variable + " right?";
  if (status == 404 || status == 405 || status == 410) return "; is " + variable + " right?";
  if (status >= 300 && status < 400) return "; it has moved: put its new address into " + variable;
  return status == 429 || status >= 500 ? "; try again later" : "";
}

/// What it answered, without the secrets of the request, which it may have echoed.
std::string said_by(const Response& response, const Request& request) {
  constexpr std::string_view scheme = "Bearer ";
  std::string text = without_url(response.body, request.url);
  const std::string authorization = header(request.headers, "Authorization");
  if (authorization.starts_with(scheme))
    text = redacted(std::move(text), std::string_view(authorization).substr(scheme.size()));
  return printable(text, 100);
}

Error failure(const Answer& answer, const Request& request, const std::string& variable) {
  if (const NoResponse* none = std::get_if<NoResponse>(&answer))
    return {Fault::remote, none->reason + "; check the network, HTTPS_PROXY and " + variable};
  const Response& response = std::get<Response>(answer);
  const std::string said = said_by(response, request);
  return {Fault::remote,
          origin(request.url) + ": answered with status " + std::to_string(response.status) +
              (said.empty() ? "" : " (\"" + said + "\")") + way_out(response.status, variable)};
}

}  // namespace

Response send_to_service(const Connection& connection, const Request& request,
                         const std::string& variable) {
  const Answer answer = send_patiently(connection, request);
  if (!is_success(answer)) throw failure(answer, request, variable);
  return std::get<Response>(answer);
}

void demand_safe_url(const std::string& url, const std::string& variable) {
  if (!keeps_secrets(url)) throw Error(Fault::input, variable + ": expected an https:// URL");
}

}  // namespace pawl::ci
