#include "http.hpp"

#include "baselines/text/ascii_case.hpp"
#include "url.hpp"

#include <algorithm>

namespace pawl::ci {

bool is_success(const Answer& answer) {
  const Response* response = std::get_if<Response>(&answer);
  return response != nullptr && response->status >= 200 && response->status < 300;
}

bool has_status(const Answer& answer, int status) {
  const Response* response = std::get_if<Response>(&answer);
  return response != nullptr && response->status == status;
}

Answer done_if_gone(Answer answer) {
  if (!has_status(answer, 404)) return answer;
  return Response{.status = 204, .headers = {}, .body = {}};
}

std::string header(const Headers& headers, std::string_view name) {
  const auto found = std::find_if(headers.begin(), headers.end(), [&](const auto& header) {
    return baselines::same_but_for_case(header.first, name);
  });
  return found == headers.end() ? "" : found->second;
}

std::string shown_url(const Request& request) {
  if (!request.url_is_secret) return request.url;
  const std::string place = origin(request.url);
  return place == no_origin ? place : place + "/***";
}

}  // namespace pawl::ci
