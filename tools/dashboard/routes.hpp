#pragma once
/// Routes answer the dashboard's requests from a model. They know neither sockets, files nor time.

#include "access.hpp"
#include "alert_desk.hpp"
#include "answer_cache.hpp"
#include "model.hpp"
#include "tools/http_server/exchange.hpp"

#include <string>
#include <string_view>

namespace pawl::tools::dashboard {

/// Errors are responses as well. Only /healthz is answered to everybody. Read-only: whatever is not
/// GET or HEAD gets 405, except for what a `desk` that may write accepts (alert_api.hpp). Without a
/// desk there are no alerts. With a cache answers are kept by the model's number, and all who ask
/// get the same object.
http_server::Answer route(const http_server::Request& request, const Model& model,
                          const Access& access, AlertDesk* desk = nullptr,
                          AnswerCache* cache = nullptr);

/// For what never became a request.
http_server::Response refused(unsigned status, std::string_view reason);

/// The event that tells open pages to look again; `version` changes when the model does.
std::string changed_event(std::size_t version);

}  // namespace pawl::tools::dashboard
