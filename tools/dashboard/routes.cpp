#include "routes.hpp"

#include "alert_api.hpp"
#include "api.hpp"
#include "assets.hpp"
#include "baselines/keys/sha256.hpp"
#include "history_api.hpp"
#include "open_metrics.hpp"
#include "query.hpp"

#include <algorithm>
#include <array>

namespace pawl::tools::dashboard {

namespace {

using http_server::Answer;
using http_server::Headers;
using http_server::Request;
using http_server::Response;

/// Nothing from elsewhere, no inline script or style, in no frame. uPlot sets styles by the DOM,
/// which the policy lets pass.
const Headers& security_headers() {
  static const Headers headers = {
      {"Content-Security-Policy",
       "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src "
       "'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"},
      {"Cross-Origin-Resource-Policy", "same-origin"},
      {"Referrer-Policy", "no-referrer"},
      {"X-Frame-Options", "DENY"}};
  return headers;
}

/// What there is to answer from.
struct View {
  const Model& model;
  AlertDesk* desk;
};

Response healthz(const Query&, const View&) {
  return {.body = "{\"status\":\"ok\"}\n"};
}

Response metrics(const Query&, const View& view) {
  Response response{.content_type = open_metrics_type};
  if (view.desk == nullptr) {
    response.body = open_metrics(view.model);
  } else {
    const ci::AlertBook book = view.desk->book();
    response.body = open_metrics(view.model, &book, !view.desk->trouble().empty());
  }
  return response;
}

Response events(const Query&, const View&) {
  return {.body = "retry: 3000\n\n",
          .content_type = "text/event-stream",
          .headers = {{"X-Accel-Buffering", "no"}},  // nginx would keep what is short to itself
          .is_stream = true};
}

Response alerts_of(const Query& query, const View& view) {
  return view.desk == nullptr ? refusal(404, "no alerts are kept") : alerts(query, *view.desk);
}

/// What the model alone answers.
template <Response (*answer)(const Query&, const Model&)>
Response from_model(const Query& query, const View& view) {
  return answer(query, view.model);
}

enum class Kind {
  plain,
  open,        ///< to everybody
  repeatable,  ///< the same whenever it is asked of the same model
};

struct Route {
  std::string_view path;
  Kind kind;
  Response (*answer)(const Query& query, const View& view);
};

constexpr std::array<Route, 13> routes = {
    {{"/healthz", Kind::open, healthz},
     {"/metrics", Kind::plain, metrics},
     {"/api/v1/about", Kind::repeatable, from_model<about>},
     {"/api/v1/benchmarks", Kind::repeatable, from_model<benchmarks>},
     {"/api/v1/history", Kind::repeatable, from_model<history>},
     {"/api/v1/changes", Kind::repeatable, from_model<changes>},
     {"/api/v1/distribution", Kind::repeatable, from_model<distribution>},
     {"/api/v1/run", Kind::repeatable, from_model<run>},
     {"/api/v1/live", Kind::repeatable, from_model<live>},
     {"/api/v1/runs", Kind::repeatable, from_model<runs>},
     {"/api/v1/reports", Kind::repeatable, from_model<reports>},
     {"/api/v1/alerts", Kind::plain, alerts_of},
     {"/api/v1/events", Kind::plain, events}}};

struct Writing {
  std::string_view path;
  Response (*answer)(const Request& request, AlertDesk& desk);
};

constexpr std::array<Writing, 3> writings = {{{"/api/v1/alerts/acknowledge", acknowledge_alert},
                                              {"/api/v1/alerts/silence", silence_alerts},
                                              {"/api/v1/alerts/unsilence", unsilence_alerts}}};

const Asset* asset_of(std::string_view path) {
  const auto all = assets();
  const auto found = std::ranges::find(all, path, &Asset::path);
  return found == all.end() ? nullptr : &*found;
}

Response not_allowed() {
  Response response = refusal(405, "this can only be read");
  response.headers = {{"Allow", "GET, HEAD"}};
  return response;
}

bool has_header(const Request& request, std::string_view name) {
  return std::ranges::find(request.headers, name, &Headers::value_type::first) !=
         request.headers.end();
}

Response written(const Request& request, AlertDesk* desk) {
  const auto* const found = std::ranges::find(writings, request.path, &Writing::path);
  if (request.method != "POST" || found == writings.end()) return not_allowed();
  if (desk == nullptr || !desk->may_write())
    return refusal(403, "nothing can be changed here; pawl serve --allow-writes lets it");
  if (!has_header(request, write_header))
    return refusal(403,
                   "expected the header X-Pawl-Write, which only a program or this page sends");
  return found->answer(request, *desk);
}

Response answered(const Request& request, const View& view, const Route* found) {
  if (request.method != "GET") return written(request, view.desk);
  if (found == nullptr) {
    if (const Asset* asset = asset_of(request.path))
      return {.body = std::string(asset->bytes), .content_type = std::string(asset->content_type)};
    return refusal(404, "no such path");
  }
  const auto query = Query::parse(request.query);
  return query ? found->answer(*query, view) : refusal(400, "the query cannot be read");
}

/// Whether `tag` is among the header's, as If-None-Match compares (RFC 9110, section 13.1.2).
bool is_among(std::string_view tag, const Headers& headers) {
  const auto found = std::ranges::find(headers, "if-none-match", &Headers::value_type::first);
  return found != headers.end() &&
         (found->second == "*" || found->second.find(tag) != std::string::npos);
}

Response secured(Response response) {
  response.headers.insert(response.headers.end(), security_headers().begin(),
                          security_headers().end());
  return response;
}

/// With a tag (ETag), by which whoever has it can ask whether it changed.
Response tagged(Response response) {
  if (response.status != 200 || response.is_stream) return response;
  const std::string tag = '"' + baselines::sha256_hex(response.body).substr(0, 32) + '"';
  response.headers.emplace_back("ETag", tag);
  response.headers.emplace_back("Cache-Control", "no-cache");
  return response;
}

/// The answer, or 304 for whoever has it already.
Answer unless_known(const Answer& answer, const Headers& headers) {
  const auto tag = std::ranges::find(answer->headers, "ETag", &Headers::value_type::first);
  if (tag == answer->headers.end() || !is_among(tag->second, headers)) return answer;
  return std::make_shared<const Response>(Response{.status = 304, .headers = answer->headers});
}

/// From the cache, where it is of the model alone.
Answer answer_to(const Request& request, const View& view, const Route* found, AnswerCache* cache) {
  const bool is_kept = cache != nullptr && found != nullptr && found->kind == Kind::repeatable &&
                       request.method == "GET";
  const std::string key = is_kept ? request.path + '?' + request.query : "";
  if (is_kept)
    if (auto known = cache->find(view.model.number, key)) return known;
  Response fresh = answered(request, view, found);
  if (request.method == "GET") fresh = tagged(std::move(fresh));
  const auto answer = std::make_shared<const Response>(secured(std::move(fresh)));
  if (is_kept && answer->status == 200) cache->keep(view.model.number, key, answer);
  return answer;
}

}  // namespace

Answer route(const Request& request, const Model& model, const Access& access, AlertDesk* desk,
             AnswerCache* cache) {
  const auto* const found = std::ranges::find(routes, request.path, &Route::path);
  const Route* const known = found == routes.end() ? nullptr : &*found;
  const bool is_open = known != nullptr && known->kind == Kind::open;
  if (!is_open && !may_read(access, request))
    return std::make_shared<const Response>(secured(denial(access)));
  return unless_known(answer_to(request, {model, desk}, known, cache), request.headers);
}

Response refused(unsigned status, std::string_view reason) {
  return secured(refusal(status, reason));
}

std::string changed_event(std::size_t version) {
  return "event: changed\ndata: " + std::to_string(version) + "\n\n";
}

}  // namespace pawl::tools::dashboard
