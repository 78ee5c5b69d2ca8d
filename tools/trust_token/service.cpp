#include "service.hpp"

#include "baselines/error.hpp"
#include "baselines/text/json_document.hpp"
#include "baselines/text/json_text.hpp"
#include "token_json.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace pawl::tools::trust_token {

namespace {

using baselines::JsonDocument;
using baselines::JsonFields;
using baselines::JsonNode;

std::string json_string(std::string_view text) {
  std::string json;
  baselines::append_json(json, text);
  return json;
}

Response error_response(unsigned status, std::string_view reason) {
  return {.status = status, .body = "{\"error\":" + json_string(reason) + "}\n"};
}

/// A misspelt field is worth an error: it would change what is signed.
void expect_no_other(const JsonFields& fields, const std::string& known) {
  if (const auto unknown = fields.unknown(); !unknown.empty())
    throw Error(Fault::input, "request: expected the fields " + known + " alone, found " +
                                  json_string(unknown.front().first.substr(0, 60)));
}

std::optional<std::string> optional_string(JsonFields& fields, std::string_view key) {
  const auto node = fields.find(key);
  return node ? std::optional(node->string()) : std::nullopt;
}

std::chrono::seconds lifetime_from(JsonFields& fields) {
  const auto node = fields.find("ttl");
  if (!node) return default_lifetime;
  if (const auto seconds = lifetime(node->string())) return *seconds;
  node->fail("a time from \"1s\" to \"3660d\"");
}

}  // namespace

struct Service::Route {
  std::string_view method;
  std::string_view path;
  Response (Service::*respond)(const Request&);

  static constexpr std::size_t count = 4;
  static const std::array<Route, count> all;
};

const std::array<Service::Route, Service::Route::count> Service::Route::all = {{
    {"POST", "/api/trust-tokens/generate", &Service::generate},
    {"POST", "/api/trust-tokens/validate", &Service::validate},
    {"GET", "/healthz", &Service::healthz},
    {"GET", "/metrics", &Service::metrics},
}};

Service::Service(Signer signer, Clock clock, Slowdown slowdown)
    : signer_(std::move(signer)), clock_(std::move(clock)), slowdown_(slowdown) {}

const Service::Route* Service::find(const Request& request) {
  const auto* const route = std::ranges::find(Route::all, request.path, &Route::path);
  return route == Route::all.end() ? nullptr : route;
}

Response Service::answer(const Request& request) {
  Response response;
  try {
    response = respond(request);
  } catch (const Error& error) {
    response = error_response(400, error.what());
  }
  const Route* route = find(request);
  metrics_.count_request(route != nullptr ? std::string(route->path) : "other", response.status);
  return response;
}

Response Service::refusal(unsigned status, std::string_view reason) {
  metrics_.count_request("none", status);
  return error_response(status, reason);
}

Response Service::respond(const Request& request) {
  const Route* route = find(request);
  if (route == nullptr) return error_response(404, "no such path");
  if (route->method == request.method) return (this->*route->respond)(request);
  const std::string allowed = route->method == "GET" ? "GET, HEAD" : std::string(route->method);
  Response response = error_response(405, "this path takes " + allowed);
  response.headers = {{"Allow", allowed}};
  return response;
}

Response Service::generate(const Request& request) {
  const JsonDocument document("request", request.body);
  const JsonNode root = document.root();
  JsonFields fields(root);
  const std::string sanitized = fields.require("content").string();
  const auto original = optional_string(fields, "original");
  const auto rules = fields.find("rules");
  const auto ttl = lifetime_from(fields);
  expect_no_other(fields, "content, original, rules and ttl");

  const auto began = std::chrono::steady_clock::now();
  Claims claims =
      claims_about({sanitized, original}, rules ? rules_from(*rules) : std::vector<std::string>(),
                   clock_(), ttl);
  const Token token = signer_.sign(std::move(claims));
  slowdown_.prolong(sanitized.size() + (original ? original->size() : 0));
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
  metrics_.time_generation(taken.count());
  return {.body = "{\"token\":" + token_json(token) + "}\n"};
}

Response Service::validate(const Request& request) {
  const JsonDocument document("request", request.body);
  const JsonNode root = document.root();
  JsonFields fields(root);
  const ParsedToken token = parse_token(fields.require("token"));
  const auto content = optional_string(fields, "content");
  expect_no_other(fields, "token and content");

  const Validation validation = trust_token::validate(signer_, token, clock_(), content);
  metrics_.count_validation(validation.validity);
  const bool valid = validation.validity == Validity::valid;
  return {.body = std::string("{\"valid\":") + (valid ? "true" : "false") +
                  ",\"verdict\":" + json_string(name_of(validation.validity)) +
                  ",\"reason\":" + json_string(validation.reason) + "}\n"};
}

Response Service::healthz(const Request&) {
  return {.body = "{\"status\":\"ok\"}\n"};
}

Response Service::metrics(const Request&) {
  return {.body = metrics_.exposition(),
          .content_type = "text/plain; version=0.0.4; charset=utf-8"};
}

}  // namespace pawl::tools::trust_token
